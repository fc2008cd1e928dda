(ns holdfast.jepsen
  "Holdfast's checkers as Jepsen's.

    (holdfast.jepsen/checker \"belief\")
    (holdfast.jepsen/linearizable {:model \"cas-register\"})

  Each result has :valid?, which is true, false or :unknown, and :holdfast with the argument: the
  reason, or the violation with the indices of the operations that prove it."
  (:require [clojure.string :as str]
            [holdfast.history :as history]
            [jepsen.checker :as jepsen])
  (:import (dev.holdfast.checker Checker)
           (dev.holdfast.checker.catalogue Checkers)
           (dev.holdfast.checker.decide Limits)
           (dev.holdfast.checker.history BadHistoryException Op)
           (dev.holdfast.checker.linear Linearizability)
           (dev.holdfast.checker.model Fails Model ModelOptions Models NilReads)
           (dev.holdfast.checker.verdict CheckResult Evidence Evidence$Step Verdict Verdict$Invalid
                                         Verdict$Unknown Verdict$Valid)
           (java.time Duration)))

(defn- index-in
  "A function from our indices to the history's own, which differ where it is a part of another."
  [ops]
  (let [indices (int-array (map-indexed (fn [i op] (or (:index op) i)) ops))]
    (fn [^long i] (aget indices i))))

(defn- evidence->map [index ^Evidence evidence]
  {:kind     (.kind evidence)
   :summary  (.summary evidence)
   :argument (str/replace (.argument evidence)
                          #"#(\d+)"
                          (fn [[_ i]] (str "#" (index (parse-long i)))))
   :ops      (mapv (fn [^Op op] (index (.index op))) (.ops evidence))
   :steps    (mapv (fn [^Evidence$Step step]
                     {:op (index (.op step)), :before (.before step), :after (.after step)})
                   (.steps evidence))})

(defn verdict->map
  "A verdict as Jepsen wants results; index maps our indices to the history's."
  [index ^Verdict verdict]
  (condp instance? verdict
    Verdict$Valid   {:valid? true, :holdfast {:basis (.basis ^Verdict$Valid verdict)}}
    Verdict$Invalid {:valid?   false
                     :holdfast (evidence->map index (.evidence ^Verdict$Invalid verdict))}
    Verdict$Unknown {:valid? :unknown, :holdfast {:reason (.reason ^Verdict$Unknown verdict)}}))

(defn of
  "Any checker of Holdfast as one of Jepsen's. A history that it cannot read is :unknown, and so is
  what a checker crashes on."
  [^Checker checker]
  (reify jepsen/Checker
    (check [_ _test ops _opts]
      (let [ops (vec ops)]
        (try
          (let [^CheckResult result (Checkers/run checker (history/ops->history ops))]
            (-> (verdict->map (index-in ops) (.verdict result))
                (assoc-in [:holdfast :checker] (.checker result))
                (assoc-in [:holdfast :millis] (.toMillis (.took result)))))
          (catch BadHistoryException e
            {:valid? :unknown, :holdfast {:checker (.name checker), :reason (ex-message e)}}))))))

(defn checker
  "The checker of that name, such as \"belief\" or \"service\"."
  [name]
  (of (Checkers/find name)))

(defn- limits [{:keys [time-limit]}]
  (if time-limit
    (.within (Limits/standard) (Duration/ofMillis time-limit))
    (Limits/standard)))

(defn- find-model [{:keys [model init nil-reads limit independent?]}]
  (if (instance? Model model)
    model
    (Models/find model
                 (cond-> (ModelOptions/usual)
                   init                   (.startingWith (history/value->java init))
                   (= :initial nil-reads) (.withNilReads NilReads/INITIAL)
                   limit                  (.withLimit (long limit))
                   independent?           (.withIndependent true)))))

(defn linearizable
  "A checker of linearizability.

    :model         a name of Holdfast's catalogue, such as \"cas-register\", or a Model of yours
    :init          the value at first; nil unless given
    :fails         :lenient (what failed says nothing; so unless given) or :strict
    :nil-reads     :any (nil matches anything; so unless given) or :initial
    :limit         permits, or how many times an owner may hold a lock
    :independent?  whether values are tuples of jepsen.independent; each key is decided on its own
    :engine        \"auto\" unless given
    :time-limit    milliseconds; a minute unless given"
  [{:keys [fails engine] :as options}]
  (of (-> (Linearizability/of (find-model options))
          (.fails (if (= :strict fails) Fails/STRICT Fails/LENIENT))
          (.limits (limits options))
          (cond-> engine (.engine engine))
          (.checker))))

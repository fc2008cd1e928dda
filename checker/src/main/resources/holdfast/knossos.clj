(ns holdfast.knossos
  "Runs Knossos in a process of its own and answers the process that started it.

  The directory given on the command line holds history.edn: first a map of options, then a map
  for each object. Output, a line each:

    ask ID step PART STATE EFFECT   what the model, which stays with the parent, makes of it
    ask ID describe STATE           the state in words
    answer {...}                    what Knossos says about the next object
    done

  Input: ID next STATE, ID refused WHY, ID text WORDS. When the input ends, the parent is gone, and
  this process ends too."
  (:require [clojure.edn :as edn]
            [clojure.java.io :as io]
            [clojure.string :as str]
            [knossos.analysis :as analysis]
            [knossos.competition :as competition]
            [knossos.linear :as linear]
            [knossos.model :as model]
            [knossos.model.memo :as memo]
            [knossos.wgl :as wgl])
  (:import (java.io BufferedReader InputStreamReader OutputStreamWriter PrintWriter PushbackReader)
           (java.nio.charset StandardCharsets)
           (java.util.concurrent CompletableFuture ConcurrentHashMap)
           (java.util.concurrent.atomic AtomicLong)
           (knossos.model Model)))

(def most-pending
  "How many pending operations Knossos permutes for its final paths. It knows no bound and takes
  all subsets in all orders: 12 pending operations are more than 10^9 paths, and a verdict that was
  found long ago never arrives."
  5)

(def most-paths "How many final paths and configurations are handed over." 8)

;; The parent's model

(deftype Remote [^long state finite? ask]
  Model
  (step [_ op] (ask :step state (:value op)))

  Object
  (equals [_ other] (and (instance? Remote other) (= state (.state ^Remote other))))
  (hashCode [_] (Long/hashCode state))
  (toString [_] (ask :describe state nil)))

(defn- line-to-parent
  "A function that sends one line."
  [^PrintWriter out]
  (fn [& words]
    (locking out
      (.println out ^String (str/join " " words))
      (.flush out))))

(defn- listen!
  "Hands the parent's answers to those who wait for them, on a thread of its own."
  [^BufferedReader in ^ConcurrentHashMap waiting]
  (doto (Thread.
          ^Runnable
          (fn []
            (loop []
              (if-let [line (.readLine in)]
                (let [[id answer] (str/split line #" " 2)]
                  (.complete ^CompletableFuture (.remove waiting (parse-long id)) answer)
                  (recur))
                (.halt (Runtime/getRuntime) 4))))
          "parent")
    (.setDaemon true)
    (.start)))

(defn- asker
  "A function that asks the parent and waits for the answer."
  [send! ^ConcurrentHashMap waiting]
  (let [ids (AtomicLong.)]
    (fn [& question]
      (let [id     (.incrementAndGet ids)
            answer (CompletableFuture.)]
        (.put waiting id answer)
        (apply send! "ask" id question)
        (str/split (.get answer) #" " 2)))))

(defn- remote-model
  "The parent's model, starting in state number start. Every question is asked once."
  [question {:keys [part start finite?]}]
  (let [known (ConcurrentHashMap.)
        ask   (fn ask [what state effect]
                (if (= what :describe)
                  (second (question "describe" state))
                  (let [k [state effect]]
                    (or (.get known k)
                        (let [[kind text] (question "step" part state effect)
                              answer      (if (= kind "next")
                                            (Remote. (parse-long text) finite? ask)
                                            (model/inconsistent text))]
                          (.put known k answer)
                          answer)))))]
    (Remote. start finite? ask)))

;; Knossos's models

(defn- set-of-values
  "Histories spell the sets that were read as vectors; Knossos compares sets."
  [op]
  (if (and (= :read (:f op)) (sequential? (:value op)))
    (update op :value set)
    op))

(defn- own-model
  "Knossos's model of that name; nil if there is none."
  [[name initial]]
  (case name
    :noop            model/noop
    :register        (model/register initial)
    :cas-register    (model/cas-register initial)
    :mutex           (model/mutex)
    :multi-register  (model/multi-register (or initial {}))
    :set             (model/set)
    :unordered-queue (model/unordered-queue)
    :fifo-queue      (model/fifo-queue)))

;; Analysis

(defn- bound-final-paths!
  "Keeps Knossos from taking all orders of all subsets of what is pending."
  []
  (alter-var-root #'analysis/final-paths-for-config
                  (fn [unbounded]
                    (fn [prefix final calls]
                      (unbounded prefix final
                                 (->> (into [] calls)
                                      (remove #(= (:process final) (:process %)))
                                      (take most-pending)
                                      vec))))))

(defn- memoize-finite-only!
  "Keeps Knossos from enumerating the first thousand states of a model that has no end of them."
  []
  (alter-var-root #'memo/memo
                  (fn [memoized]
                    (fn [m history]
                      (if (and (instance? Remote m) (not (.finite? ^Remote m)))
                        {:model m, :history (memo/canonical-history history)}
                        (memoized m history))))))

(defn- words
  "A model as the parent shows it."
  [m]
  (str m))

(defn- event-index
  "A function from operations to the index of their event. Infos that Knossos made up have none:
  theirs is that of their process's last invocation."
  [ops]
  (let [last-invoke (reduce (fn [m {:keys [process index]}] (assoc m process index))
                            {}
                            (filter #(= :invoke (:type %)) ops))]
    (fn [op]
      (when op
        (if (= :info (:type op))
          (last-invoke (:process op))
          (:index op))))))

(defn- path->data [index path]
  (mapv (fn [{:keys [op model]}] {:op (index op) :model (words model)}) path))

(defn- config->data [index {:keys [model last-op pending]}]
  {:model (words model) :last-op (index last-op) :pending (mapv index pending)})

(defn- result->data
  "What the parent is told: operations by index, and not too much."
  [index {:keys [valid? op previous-ok cause final-paths configs]}]
  (if (true? valid?)
    {:valid? true}
    {:valid?      valid?
     :op          (index op)
     :previous-ok (index previous-ok)
     :cause       (some-> cause name)
     :final-paths (->> final-paths
                       (sort-by (juxt count (partial mapv (comp :index :op))))
                       (take most-paths)
                       (mapv (partial path->data index)))
     :configs     (->> configs (take most-paths) (mapv (partial config->data index)))}))

(defn- analyze [algorithm m history]
  (case algorithm
    :wgl         (wgl/analysis m history)
    :linear      (linear/analysis m history)
    :competition (competition/analysis m history)))

(defn- part->data
  [algorithm question {:keys [own ops] :as part}]
  (result->data
    (event-index ops)
    (analyze algorithm
             (if own (own-model own) (remote-model question part))
             (if (= :set (first own)) (mapv set-of-values ops) ops))))

(defn- run [dir send! question]
  (with-open [in (PushbackReader. (io/reader (io/file dir "history.edn") :encoding "UTF-8"))]
    (let [next-form #(edn/read {:eof nil :default (fn [_ value] value)} in)
          {:keys [algorithm all?]} (next-form)]
      (loop []
        (when-let [part (next-form)]
          (let [answer (part->data algorithm question part)]
            (send! "answer" (pr-str answer))
            (when (or all? (true? (:valid? answer)))
              (recur))))))))

(defn- halt-on-crash!
  "Knossos's linear waits for ever for a thread of its own that died."
  []
  (Thread/setDefaultUncaughtExceptionHandler
    (reify Thread$UncaughtExceptionHandler
      (uncaughtException [_ _ thrown]
        (.println System/err (str thrown))
        (.halt (Runtime/getRuntime) 5)))))

(defn -main [dir]
  (let [send!   (line-to-parent (PrintWriter. (OutputStreamWriter. System/out
                                                                   StandardCharsets/UTF_8)))
        waiting (ConcurrentHashMap.)]
    (System/setOut System/err) ; what others print must not get among the answers
    (listen! (BufferedReader. (InputStreamReader. System/in StandardCharsets/UTF_8)) waiting)
    (halt-on-crash!)
    (bound-final-paths!)
    (memoize-finite-only!)
    (binding [*out* *err*]
      (run dir send! (asker send! waiting)))
    (send! "done")
    ;; Futures of Knossos may still run; nothing is left for them to find.
    (.halt (Runtime/getRuntime) 0)))

(ns holdfast.history
  "Converts histories between Holdfast and Clojure, where an operation is a map as Jepsen and
  Knossos have it: {:index 0, :time 5, :process 0, :type :invoke, :f :read, :value nil}."
  (:require [clojure.string :as str])
  (:import (clojure.lang BigInt Named Ratio)
           (dev.holdfast.checker.history BadHistoryException History Keyword Op Operation OpType)
           (java.util ArrayList Collections LinkedHashMap List Map)))

(defn- spell
  "A name or key as a string."
  [x]
  (cond (nil? x)            nil
        (instance? Named x) (let [n (namespace x)] (if n (str n "/" (name x)) (name x)))
        :else               (str x)))

(defn value->java
  "A value of a Clojure history as Holdfast has it: keywords stay keywords except as keys of maps,
  sets become lists, ratios doubles, and what is not data its text."
  [x]
  (cond (or (nil? x) (boolean? x) (string? x) (instance? BigInteger x)) x
        (keyword? x)         (Keyword. (spell x))
        (instance? BigInt x) (if (<= Long/MIN_VALUE x Long/MAX_VALUE) (long x) (biginteger x))
        (or (instance? Ratio x) (decimal? x) (float? x)) (double x)
        (integer? x)         (long x)
        (map? x)             (let [m (LinkedHashMap.)]
                               (doseq [[k v] x] (.put m (spell k) (value->java v)))
                               (Collections/unmodifiableMap m))
        (or (coll? x)
            (instance? Iterable x)) (Collections/unmodifiableList
                                      (ArrayList. ^java.util.Collection (mapv value->java x)))
        :else                (spell x)))

(defn- key->clj
  "A key of a map: a keyword if it reads back as one."
  [k]
  (if (re-matches #"[a-zA-Z][-a-zA-Z0-9_.+!?*<>=]*(/[a-zA-Z][-a-zA-Z0-9_.+!?*<>=]*)?" k)
    (keyword k)
    k))

(defn value->clj
  "A value of a Holdfast history as Clojure has it. Undoes value->java up to sets and ratios."
  [x]
  (cond (instance? Keyword x)    (keyword (.name ^Keyword x))
        (instance? Map x)        (into {} (map (fn [[k v]] [(key->clj k) (value->clj v)])) x)
        (instance? List x)       (mapv value->clj x)
        (instance? BigInteger x) (bigint x)
        :else                    x))

(def ^:private types
  {:invoke OpType/INVOKE, :ok OpType/OK, :fail OpType/FAIL, :info OpType/INFO})

(defn- process->int [p index]
  (cond (and (integer? p) (<= 0 p Integer/MAX_VALUE)) (int p)
        (integer? p) (throw (BadHistoryException.
                              (int index)
                              (format "op %d: process %s; expected 0 or more, or a name" index p)))
        :else        Op/NEMESIS))

(defn map->op
  "An operation as a Holdfast event at index."
  [index m]
  (let [{:keys [time process type f value error]} m]
    (Op. (int index)
         (long (or time Op/NO_TIME))
         (process->int process index)
         (or (types (if (string? type) (keyword type) type))
             (throw (BadHistoryException.
                      (int index)
                      (format "op %d: type %s; expected :invoke, :ok, :fail or :info"
                              index (pr-str type)))))
         (or (spell f) "nil")
         (value->java value)
         (when (some? error) (if (string? error) error (pr-str error))))))

(defn op->map
  "A Holdfast event as an operation."
  [^Op op]
  (cond-> {:index   (long (.index op)) ; Clojure has no ints, and equals tells them from longs
           :process (if (.isNemesis op) :nemesis (long (.process op)))
           :type    (keyword (.label (.type op)))
           :f       (key->clj (.f op))
           :value   (value->clj (.value op))}
    (not= (.timeNanos op) Op/NO_TIME) (assoc :time (.timeNanos op))
    (.error op)                       (assoc :error (.error op))))

(defn ops->history
  "Any collection of operations as a Holdfast history, renumbered from 0. Throws
  BadHistoryException, with one line that says why, if it cannot be one."
  ^History [ops]
  (History/of (ArrayList. ^java.util.Collection (into [] (map-indexed map->op) ops))))

(defn history->ops
  "A Holdfast history as a vector of operations."
  [^History history]
  (mapv op->map (.ops history)))

(defn operation->op
  "A Holdfast operation as Knossos's models want it: its value is the answer where there is one."
  [^Operation operation]
  (let [ok? (= OpType/OK (.outcome operation))]
    {:process (long (.process operation))
     :type    (if ok? :ok :info)
     :f       (key->clj (.f operation))
     :value   (value->clj (if ok? (.result operation) (.argument operation)))}))

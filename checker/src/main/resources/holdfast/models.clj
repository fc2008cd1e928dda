(ns holdfast.models
  "Holdfast's models as Knossos's, within one process.

    (knossos.wgl/analysis (holdfast.models/knossos-model \"fifo-queue\") history)

  A model of Knossos sees the :f and :value of an operation and nothing else; so a model that asks
  who does something (one that knows owners) is not for this."
  (:require [holdfast.history :as history]
            [knossos.model :as knossos])
  (:import (dev.holdfast.checker.history Op Operation OpType)
           (dev.holdfast.checker.model ModelOptions Models Step Step$Next Step$Refused)
           (knossos.model Model)))

(def ^:private nobody (int 0))

(defn- operation
  "An operation that asked for and was answered what Knossos says is its value. Its ops look like
  maps, but have keys only one by one."
  ^Operation [op]
  (let [f     (name (:f op))
        value (history/value->java (:value op))
        event (fn [type] (Op. (int 0) Op/NO_TIME nobody type f value nil))]
    (Operation. (event OpType/INVOKE) (event OpType/OK))))

(deftype HoldfastModel [^dev.holdfast.checker.model.Model model state]
  knossos.model.Model
  (step [_ op]
    (let [^Step step (.step model state (operation op))]
      (if (instance? Step$Next step)
        (HoldfastModel. model (.state ^Step$Next step))
        (knossos/inconsistent (.why ^Step$Refused step)))))

  Object
  (equals [_ other]
    (and (instance? HoldfastModel other) (= state (.state ^HoldfastModel other))))
  (hashCode [_] (.hashCode ^Object state))
  (toString [_] (.describe model state)))

(defn knossos-model
  "The model of that name in the catalogue, or a Model of yours, in its first state."
  [model]
  (let [^dev.holdfast.checker.model.Model m
        (if (string? model) (Models/find model (ModelOptions/usual)) model)]
    (HoldfastModel. m (.initial m))))

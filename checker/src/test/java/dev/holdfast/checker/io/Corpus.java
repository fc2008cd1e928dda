package dev.holdfast.checker.io;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small texts that look like histories from the field, to be mutated and laid out anew. */
final class Corpus {
    static final String JSONL =
            """
            {"index":0,"time":5,"process":0,"type":"invoke","f":"acquire","value":{"lock":"l","agent":"a-1"}}
            {"index":1,"time":7,"process":"nemesis","type":"info","f":"start-pause","value":{"id":"p1"}}
            {"index":2,"time":9,"process":0,"type":"ok","f":"acquire","value":{"lock":"l","token":41}}

            {"index":5,"time":9,"process":1,"type":"invoke","f":"cas","value":[1,null,2.5,":timeout","::x"]}
            {"process":1,"type":"info","f":"cas","error":["net",{"é":"\\u20ac\\ud83d\\udd12"}],"node":"n1"}
            {"process":1,"type":"invoke","f":"read","value":123456789012345678901234567890}
            """;

    static final String LINES =
            """
            {:index 0, :time 5, :process 0, :type :invoke, :f :acquire, :value {:lock "l", :agent "a"}}
            {:index 1, :time 7, :process :nemesis, :type :info, :f :start-pause, :value {:id "p1"}}
            {:index 2, :time 9, :process 0, :type :ok, :f :acquire, :value {:lock "l", :token 41}}
            #jepsen.history.Op{:index 3, :time 9, :process 1, :type :invoke, :f :txn/cas, :value [1 nil]}
            {:process 1 :type :info :f :txn/cas :error [:net "timed out"] :value #{1 :b \\c}}
            {"process" 1, "type" "invoke", "f" "read", "value" 123456789012345678901234567890N}
            """;

    static final String VECTOR =
            """
            ; a history
            [{:type :invoke, :f :read, :value nil, :process 3, :time 10}
             #_{:type :never} {:type :fail, :f :read, :value 3/4, :process 3, :time 7,
              :exception {:via [{:type java.net.SocketTimeoutException :at [a.b$c invoke "d.java" -1]}]
                          :trace [[x$$Lambda$14/0x0000000840064840 run nil -1] #object[foo.Bar 0x7b "z"]]}}
             {:type :invoke, :f :write, :value #jepsen.independent.Tuple[:x 1.5e3], :process 4, :time 12}
             {:type :ok, :f :write, :value [:é "\\u20ac\\n"], :process 4, :time 12, :node #inst "2020-01-01"}]
            """;

    private Corpus() {}

    static List<byte[]> texts() {
        return List.of(
                JSONL.getBytes(StandardCharsets.UTF_8),
                LINES.getBytes(StandardCharsets.UTF_8),
                VECTOR.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.holdfast.checker.knossos;

/**
 * How Knossos is run.
 *
 * @param algorithm which of its searches decides
 * @param models whose models it searches with
 * @param classpath where Clojure, Knossos and all that they need are: jars and directories as
 *     {@code java -cp} takes them; empty for the class path of this process
 */
public record KnossosOptions(Algorithm algorithm, ModelSource models, String classpath) {

    /** The competition of both searches, our models, the class path of this process. */
    public static KnossosOptions standard() {
        return new KnossosOptions(Algorithm.COMPETITION, ModelSource.HOLDFAST, "");
    }

    /** The same with another search. */
    public KnossosOptions with(Algorithm other) {
        return new KnossosOptions(other, models, classpath);
    }

    /** The same with models from elsewhere. */
    public KnossosOptions with(ModelSource other) {
        return new KnossosOptions(algorithm, other, classpath);
    }

    /** The same with another class path. */
    public KnossosOptions at(String otherClasspath) {
        return new KnossosOptions(algorithm, models, otherClasspath);
    }
}

package dev.holdfast.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.catalogue.Specimen;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.subject.Hazard;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecimensTest {

    /** Its right counterpart meets the same fault, with the same lease. */
    @Test
    void everySpecimenIsExposedWithinAMinute() {
        for (Specimen<?> specimen : Catalogue.broken()) {
            RunPlan plan = Specimens.plan(specimen, 1);
            assertEquals(specimen.system().name(), plan.subject());
            assertTrue(plan.timeLimitMillis() <= Duration.ofMinutes(1).toMillis());
            assertEquals(specimen.exposedBy() == Hazard.NONE, plan.schedule().isEmpty());
            RunPlan right = Specimens.counterpart(specimen, 1);
            assertEquals(specimen.right().name(), right.subject());
            assertEquals(plan.faults(), right.faults());
            assertEquals(plan.leaseMillis(), right.leaseMillis());
            assertEquals(plan.schedule().isEmpty(), right.schedule().isEmpty());
        }
    }

    @Test
    void aPointIsTheOnlyOneOfItsRun() {
        int points = 0;
        for (Specimen<?> specimen : Catalogue.broken()) {
            if (specimen.point().isPresent()) {
                points++;
                Point point = specimen.point().get();
                RunPlan plan = Specimens.plan(specimen, 1);
                assertEquals(List.of("crash:" + point.label()), plan.faults());
                assertFalse(plan.schedule().isEmpty());
                assertTrue(
                        plan.schedule().stream().allMatch(f -> f.target().equals(point.label())));
            }
        }
        assertTrue(points > 0, "no specimen has a point");
    }
}

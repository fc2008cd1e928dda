package dev.holdfast.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.lock.Sharing;
import dev.holdfast.workload.TransferGenerator.Order;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransferGeneratorTest {
    private static final LoadPlan PLAN =
            new LoadPlan(7, 5, 4, 50, 2000, Sharing.MUTEX, Optional.of(Cast.ofAgents()));

    private static List<Order> orders(LoadPlan plan, int worker) {
        TransferGenerator generator =
                new TransferGenerator(plan, Cast.ofAgents().participants(), worker);
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            orders.add(generator.next());
        }
        return orders;
    }

    @Test
    void paymentsAreInOrderAndOfEveryKind() {
        Set<String> ids = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        for (Order order : orders(PLAN, 1)) {
            Payment payment = order.payment();
            assertEquals(Optional.empty(), payment.fault());
            assertTrue(ids.add(payment.id()), payment.id() + " twice");
            List<Leg> legs = payment.legs();
            kinds.add(legs.get(0).account().equals(Payment.CASH) ? "top-up" : "taken");
            kinds.add(legs.get(1).account().equals(Payment.CASH) ? "withdrawal" : "given");
            kinds.add(legs.size() + " legs");
            kinds.add(legs.get(0).amount() <= -1_000_000 ? "too much" : "affordable");
            kinds.add(order.sentTwice() ? "twice" : "once");
            kinds.add(order.looksAt().isEmpty() ? "blind" : "looks");
        }
        assertEquals(
                Set.of(
                        "top-up",
                        "taken",
                        "withdrawal",
                        "given",
                        "2 legs",
                        "3 legs",
                        "too much",
                        "affordable",
                        "twice",
                        "once",
                        "blind",
                        "looks"),
                kinds);
    }

    @Test
    void theSeedDecidesAndPayersDiffer() {
        assertEquals(orders(PLAN, 1), orders(PLAN, 1));
        Set<Payment> others = new HashSet<>();
        orders(PLAN, 2).forEach(order -> others.add(order.payment()));
        orders(PLAN, 1).forEach(order -> assertTrue(!others.contains(order.payment())));
    }
}

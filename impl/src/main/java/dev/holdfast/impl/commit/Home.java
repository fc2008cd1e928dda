package dev.holdfast.impl.commit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Which coordinator decides on a payment, in protocols where one alone does: the same for
 * everybody, for ever.
 */
public final class Home {
    private Home() {}

    /** The name of the coordinator that decides on the payment of this id. */
    public static String of(String payment, Cast cast) {
        CRC32C crc = new CRC32C();
        crc.update(payment.getBytes(StandardCharsets.UTF_8));
        List<String> coordinators = cast.agents(Role.COORDINATOR);
        return coordinators.get((int) (crc.getValue() % coordinators.size()));
    }
}

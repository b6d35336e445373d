package esia.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The clock of a realm. */
public final class Clock {
    private final Control control;

    Clock(Control control) {
        this.control = control;
    }

    /** What it shows. */
    public Instant now() {
        return OffsetDateTime.parse(control.get("/clock").text("now")).toInstant();
    }

    /** Makes it stand still at a moment. */
    public void freeze(Instant at) {
        control.put("/clock", new Json().put("mode", "frozen").put("now", at.toString()));
    }

    /** Gives it back to the machine's time. */
    public void followMachine() {
        control.put("/clock", new Json().put("mode", "system"));
    }

    /** Moves it forward; what falls due on the way happens, and is told. */
    public Json advance(Duration by) {
        return control.post("/clock/advance", new Json().put("by", by.toString()));
    }
}

package esia.sim;

/** Lies and failures that the provider commits by order; docs/FAULTS.md lists them. */
public final class Faults {
    private final Control control;

    Faults(Control control) {
        this.control = control;
    }

    /** Arms a fault by its name. */
    public void arm(String fault) {
        arm(new Json().put("fault", fault));
    }

    /** Arms a fault with its particulars: ArmedFault of the control API. */
    public void arm(Json order) {
        control.post("/faults", order);
    }

    /** Disarms all. */
    public void clear() {
        control.delete("/faults");
    }
}

package esia.sim;

/** What the simulator or its helpers could not do; each kind says why. */
public class EsiaSimException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EsiaSimException(String message) {
        super(message);
    }

    EsiaSimException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The control API refused a call; the message has field, expectation and fix of its answer. */
    public static final class Control extends EsiaSimException {
        private static final long serialVersionUID = 1;
        private final transient Json problem;

        Control(Json problem) {
            super(told(problem));
            this.problem = problem;
        }

        /** The answer: `status`, `detail`, `field`, `expected`, `fix`. */
        public Json problem() {
            return problem;
        }

        private static String told(Json problem) {
            var text = new StringBuilder();
            text.append(problem.number("status")).append(' ').append(problem.text("title"));
            text.append(": ").append(problem.text("detail"));
            for (var name : new String[] {"field", "expected", "fix", "docs"}) {
                if (problem.text(name) != null) {
                    text.append("\n  ").append(name).append(": ").append(problem.text(name));
                }
            }
            return text.toString();
        }
    }

    /** The provider refused; the message has its answer and what the journal says of it. */
    public static final class Refused extends EsiaSimException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** A page does not lead on; the message has its address, its title and what it complains of. */
    public static final class Page extends EsiaSimException {
        private static final long serialVersionUID = 1;

        Page(String message) {
            super(message);
        }
    }
}

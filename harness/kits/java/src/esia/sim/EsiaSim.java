package esia.sim;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives the tests of a class a {@link Realm} of their own each, and the {@link Server} that all tests of the run share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(EsiaSimExtension.class)
public @interface EsiaSim {
    /** Whether the server speaks HTTPS, with an authority of this run. */
    boolean tls() default false;

    /** A moment such as 2024-09-02T07:00:00Z at which the realm's clock stands still; the machine's time when empty. */
    String clock() default "";

    /** Whether the realm has a port of its own, for relying parties that take no path in the provider's address. */
    boolean ownAddress() default false;
}

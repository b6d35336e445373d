package esia.sim;

/**
 * A sign-in that came to its end.
 *
 * @param way where the browser came back to
 * @param tokens what the code was good for
 */
public record SignedIn(Way way, Tokens tokens) {}

import esia.sim.Server;

/** Starts a server, tells where it is, and stays until it is killed. */
final class StartAndStay {
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(Server.start().baseUrl());
        Thread.sleep(600_000);
    }
}

<?php

declare(strict_types=1);

namespace EsiaSim;

/** The server of a run: that of `esia-idp exec`, or one that is started by the first test and closed at the end. */
final class SharedServer
{
    private static ?Server $server = null;

    public static function get(): Server
    {
        if (self::$server === null) {
            self::$server = Server::ofEnvironment() ?? Server::start();
            register_shutdown_function(self::$server->close(...));
        }
        return self::$server;
    }
}

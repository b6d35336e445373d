<?php

declare(strict_types=1);

namespace EsiaSim;

/** The program `esia-idp`: in the folder that ESIA_SIM_BIN_DIR names, or on PATH. */
final class Program
{
    public static function path(): string
    {
        $named = getenv('ESIA_SIM_BIN_DIR');
        foreach ($named ? [$named] : explode(':', (string) getenv('PATH')) as $folder) {
            if (is_executable("$folder/esia-idp")) {
                return "$folder/esia-idp";
            }
        }
        throw new \RuntimeException(
            'esia-idp is not there: install the package of esia-sim, or name its folder by ESIA_SIM_BIN_DIR'
        );
    }

    /**
     * Runs it to its end with a text on stdin; what it prints.
     *
     * @param list<string> $arguments
     */
    public static function run(array $arguments, string $input = ''): string
    {
        $process = proc_open([self::path(), ...$arguments], [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
        if ($process === false) {
            throw new \RuntimeException('esia-idp does not start');
        }
        fwrite($pipes[0], $input);
        fclose($pipes[0]);
        $printed = (string) stream_get_contents($pipes[1]);
        $said = (string) stream_get_contents($pipes[2]);
        if (proc_close($process) !== 0) {
            throw new \RuntimeException(trim($said));
        }
        return $printed;
    }
}

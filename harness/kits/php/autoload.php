<?php

declare(strict_types=1);

// For projects without Composer: phpunit --bootstrap .../autoload.php
spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'EsiaSim\\')) {
        require __DIR__ . '/src/' . substr($class, strlen('EsiaSim\\')) . '.php';
    }
});

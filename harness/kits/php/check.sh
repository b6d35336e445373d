# The helper for PHPUnit: used in a fresh folder, without Composer and, where it is here, with Composer's loader.
source=$kits/php

shown "$source/README.md" "$source/examples/FirstTest.php"
shown "$source/README.ru.md" "$source/examples/FirstTest.php"
export PATH=$bin:$PATH
unset ESIA_SIM_BIN_DIR

# project FOLDER: an empty folder with the test that the README shows and a copy of the helper.
project() {
    mkdir -p "$1/esia-sim"
    cp -r "$source/src" "$source/autoload.php" "$source/composer.json" "$1/esia-sim/"
    cp "$source/examples/FirstTest.php" "$1/"
}

begin
project plain
first "php over HTTP" phpunit --bootstrap plain/esia-sim/autoload.php plain/FirstTest.php
begin
project tls
first "php over HTTPS" env ESIA_TLS=true phpunit --bootstrap tls/esia-sim/autoload.php tls/FirstTest.php

begin
php -r 'json_decode(file_get_contents($argv[1]), flags: JSON_THROW_ON_ERROR);' "$source/composer.json"
find plain/esia-sim -name '*.php' -print0 | while IFS= read -r -d '' file; do
    quietly php -d error_reporting=-1 -l "$file"
done
quietly phpunit --bootstrap plain/esia-sim/autoload.php --fail-on-warning --fail-on-risky "$source/tests"
say "php: tests of the kit in $(took)"
tar --create --gzip --file "esia-sim-php-$(version).tar.gz" --directory plain esia-sim
keep "esia-sim-php-$(version).tar.gz"

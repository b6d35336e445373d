# The package and its platform package: packed, installed in an empty project, used there by Vitest, Playwright and npx.
source=$kits/npm
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false npm_config_loglevel=error
export npm_config_prefer_offline=true PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 CI=true

say "npm: the packages"
begin
mkdir -p build/platform/linux-x64/bin packed
cp -r "$source/src" "$source"/{package.json,tsconfig.json,README.md,README.ru.md} build/
cp "$source/platform/linux-x64/package.json" build/platform/linux-x64/
ln -s "$tools/node/node_modules" build/node_modules
quietly build/node_modules/.bin/openapi-typescript "$root/docs/CONTROL.openapi.json" --output build/src/control.d.ts
(cd build && quietly node_modules/.bin/tsc && cp src/control.d.ts dist/ && chmod +x dist/bin/*.js)
for program in esia-idp esia-harness; do
    strip -o "build/platform/linux-x64/bin/$program" "$bin/$program"
done
quietly npm pack --pack-destination packed ./build ./build/platform/linux-x64
main=$clean/packed/esia-sim-$(version).tgz
platform=$clean/packed/esia-sim-linux-x64-$(version).tgz
say "npm: $(du -h "$main" | cut -f 1) and $(du -h "$platform" | cut -f 1) for linux-x64, built in $(took)"

pinned() { node -p "'$1@' + require('$source/tools/package.json').dependencies['$1']"; }

# project FOLDER EXAMPLE PACKAGE...: an empty project with the files that the README shows.
project() {
    local folder=$1 example=$2
    shift 2
    mkdir "$folder"
    cp -r "$source/examples/$example/." "$folder/"
    echo '{ "private": true, "type": "module" }' >"$folder/package.json"
    (cd "$folder" && quietly npm install --ignore-scripts "$main" "$platform" "$@")
}

in_project() { (cd "$1" && shift && "$@"); }

unset ESIA_SIM_BIN_DIR
for file in vitest/first.test.ts vitest/vitest.config.ts playwright/first.spec.ts playwright/playwright.config.ts; do
    shown "$source/README.md" "$source/examples/$file"
    shown "$source/README.ru.md" "$source/examples/$file"
done

begin
project vitest vitest "$(pinned vitest)"
first "npm with Vitest over HTTP" in_project vitest npx vitest run
begin
project vitest-tls vitest "$(pinned vitest)"
first "npm with Vitest over HTTPS" in_project vitest-tls env ESIA_TLS=true npx vitest run

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -n "$chromium" ]; then
    export CHROMIUM=$chromium
    begin
    project playwright playwright "$(pinned @playwright/test)"
    first "npm with Playwright over HTTP" in_project playwright npx playwright test
    begin
    project playwright-tls playwright "$(pinned @playwright/test)"
    first "npm with Playwright over HTTPS" in_project playwright-tls env ESIA_TLS=true npx playwright test
else
    say "npm: no Chromium is here; Playwright is left out"
fi

begin
in_project vitest quietly npx esia-sim exec -- npx esia-harness --version
mkdir alone
echo '{ "private": true }' >alone/package.json
in_project alone quietly npm install --ignore-scripts --omit=optional "$main"
said=$(in_project alone npx esia-sim --version 2>&1) && stop "npm: without the platform package the command succeeds"
grep -qxE 'esia-sim: the package @esia-sim/linux-x64 is not installed: npm install .*' <<<"$said" || stop "npm: instead of one line: $said"
say "npm: npx, and what it says without the platform package, in $(took)"

begin
cp "$source"/tests/*.ts vitest/
cp "$source/tsconfig.json" .
in_project vitest quietly npx vitest run
in_project vitest quietly env ESIA_TLS=true npx vitest run
in_project vitest quietly npm install --ignore-scripts "$(pinned typescript)" "$(pinned @types/node)" "$(pinned @playwright/test)"
cp "$source/tests/tsconfig.json" "$source/examples/playwright/first.spec.ts" vitest/
in_project vitest quietly npx tsc --project tsconfig.json
say "npm: tests of the kit and types in $(took)"
keep "$main" "$platform"

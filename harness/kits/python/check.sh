# The wheel: built, installed in a fresh environment, used there; types and style of the sources.
source=$kits/python
python=$tools/python/bin/python

say "python: the wheel"
begin
ESIA_SIM_BIN_DIR=$bin quietly "$python" -m build --wheel --no-isolation --outdir "$clean/dist" "$source"
wheel=$(echo "$clean"/dist/esia_sim-"$(version)"-py3-none-*.whl)
say "python: ${wheel##*/}, $(du -h "$wheel" | cut -f 1), built in $(took)"

unset ESIA_SIM_BIN_DIR
shown "$source/README.md" "$source/examples/test_first.py"
shown "$source/README.ru.md" "$source/examples/test_first.py"
cp "$source/examples/test_first.py" .
# The packages that the wheel asks for lie here since set-up; nothing is fetched.
packages=(--no-index --find-links "$tools/wheels")

begin
quietly "$python" -m venv fresh
quietly fresh/bin/pip install --quiet --disable-pip-version-check "${packages[@]}" "$wheel" pytest
first "python over HTTP" fresh/bin/pytest -p no:cacheprovider test_first.py
begin
quietly "$python" -m venv fresh-tls
quietly fresh-tls/bin/pip install --quiet --disable-pip-version-check "${packages[@]}" "$wheel" pytest
first "python over HTTPS" fresh-tls/bin/pytest -p no:cacheprovider --esia-tls test_first.py

begin
quietly fresh/bin/esia-sim exec -- fresh/bin/esia-harness --version
if command -v pipx >/dev/null; then
    export PIPX_HOME=$tools/pipx
    quietly pipx run --pip-args "${packages[*]}" --no-cache --spec "$wheel" esia-sim exec -- true
else
    say "python: pipx is not here; pipx run is left out"
fi
say "python: the programs by pip and by pipx run in $(took)"

begin
quietly fresh/bin/pip install --quiet --disable-pip-version-check "${packages[@]}" pytest-xdist mypy
mkdir tests-of-kit
cp -r "$source/tests" "$source/examples" tests-of-kit/
(cd tests-of-kit && PATH=$clean/fresh/bin:$PATH quietly pytest -p no:cacheprovider -n 2 tests)
(cd tests-of-kit && quietly "$clean/fresh/bin/mypy" --strict --cache-dir "$clean/mypy" examples tests)
(cd "$source" && quietly "$tools/python/bin/mypy" --cache-dir "$clean/mypy")
(cd "$source" && quietly "$tools/python/bin/ruff" check --no-cache . && quietly "$tools/python/bin/ruff" format --no-cache --check .)
say "python: tests of the kit, types and style in $(took)"
keep "$wheel"

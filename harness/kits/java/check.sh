# The extension: compiled, then used from a plain class path with Debian's JUnit 5.
source=$kits/java
jars=/usr/share/java

say "java: the extension"
begin
quietly "$source/build" "$clean/built"
say "java: $(du -h built/esia-sim.jar | cut -f 1), built in $(took)"

# project FOLDER: an empty folder with the test that the README shows and the jar.
project() {
    mkdir "$1"
    cp "$source/examples/FirstTest.java" "$clean/built/esia-sim.jar" "$1/"
}

# As the README has it.
test_first() {
    cd "$1"
    javac -cp "esia-sim.jar:$jars/junit-jupiter-api.jar:$jars/apiguardian-api.jar" -d classes FirstTest.java &&
        java -jar "$jars/junit-platform-console-standalone.jar" --class-path classes:esia-sim.jar --scan-class-path
}

shown "$source/README.md" "$source/examples/FirstTest.java"
shown "$source/README.ru.md" "$source/examples/FirstTest.java"
export PATH=$bin:$PATH
unset ESIA_SIM_BIN_DIR

begin
project plain
first "java over HTTP" test_first plain
cd "$clean"
begin
project tls
sed -i 's/^@EsiaSim$/@EsiaSim(tls = true)/' tls/FirstTest.java
first "java over HTTPS" test_first tls
cd "$clean"

begin
all=$clean/tests:$clean/built/esia-sim.jar
for jar in jupiter-api jupiter-params jupiter-engine platform-commons platform-engine platform-launcher platform-console platform-reporting; do
    all=$all:$jars/junit-$jar.jar
done
all=$all:$jars/junit-platform-console-standalone.jar:$jars/apiguardian-api.jar:$jars/opentest4j.jar
# Debian's jars name others that it does not have.
quietly javac --release 17 -Xlint:all,-path -Werror -encoding UTF-8 -cp "$all" -d tests "$source"/tests/*.java
quietly java -cp "$all" org.junit.platform.console.ConsoleLauncher --scan-class-path tests --fail-if-no-tests
say "java: tests of the kit in $(took)"
cp built/esia-sim.jar "esia-sim-$(version).jar"
keep "esia-sim-$(version).jar"

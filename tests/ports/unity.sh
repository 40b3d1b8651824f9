# The Unity package with what the other ports built, each library with its import settings: target/ports/unity/com.shiming.server.
# Not run: there is no Unity editor here.
set -eu
. tests/ports/lib.sh
package="$target/ports/unity/com.shiming.server"
rm -rf "$package"
mkdir -p "$package"
sh tests/testees/csharp/meta.sh
(cd bindings/csharp && find . \( -name '*~' -prune \) -o -type f -print) | while IFS= read -r file; do
    install -D -m 644 "bindings/csharp/$file" "$package/$file"
done

guid() { echo "guid: $(printf 'com.shiming.server/%s' "$1" | md5sum | cut -c1-32)"; }
tail_of_meta="  userData: 
  assetBundleName: 
  assetBundleVariant: "
none=" {}"
platform() { # FIRST ENABLED SETTINGS...
    printf '  - first:\n      %s\n    second:\n      enabled: %s\n      settings:%s\n' "$1" "$2" "${3:-$none}"
}
# plugin FROM PATH PLATFORM CPU [EDITOR-OS]: for one platform and CPU, and for the editor of the same.
plugin() {
    [ -f "$1" ] || { echo "not there: $1"; return 0; }
    path="Runtime/Plugins/$2"
    install -D -m 644 "$1" "$package/$path"
    folder="$(dirname "$path")"
    while [ "$folder" != Runtime ]; do
        { echo "fileFormatVersion: 2"; guid "$folder"; echo "folderAsset: yes"; echo "DefaultImporter:
  externalObjects: {}"; echo "$tail_of_meta"; } > "$package/$folder.meta"
        folder="$(dirname "$folder")"
    done
    {
        echo "fileFormatVersion: 2"
        guid "$path"
        echo "PluginImporter:
  externalObjects: {}
  serializedVersion: 2
  iconMap: {}
  executionOrder: {}
  defineConstraints: []
  isPreloaded: 0
  isOverridable: 0
  isExplicitlyReferenced: 0
  validateReferences: 1
  platformData:"
        platform "Any: " 0
        if [ -n "${5:-}" ]; then
            platform "Editor: Editor" 1 "
        CPU: $4
        DefaultValueInitialized: true
        OS: $5"
        else
            platform "Editor: Editor" 0 "
        DefaultValueInitialized: true"
        fi
        platform "$3" 1 "
        CPU: $4"
        echo "$tail_of_meta"
    } > "$package/$path.meta"
    echo "$path ($(wc -c < "$1" | tr -d ' ') bytes)"
}
plugin "$target/ports/x86_64-unknown-linux-gnu/lib/libshiming.so" Linux/x86_64/libshiming.so "Standalone: Linux64" x86_64 Linux
plugin "$target/ports/x86_64-pc-windows-gnu/bin/shiming.dll" Windows/x86_64/shiming.dll "Standalone: Win64" x86_64 Windows
plugin "$target/ports/aarch64-apple-darwin/lib/libshiming.dylib" macOS/arm64/libshiming.dylib "Standalone: OSXUniversal" ARM64 OSX
plugin "$target/ports/x86_64-apple-darwin/lib/libshiming.dylib" macOS/x86_64/libshiming.dylib "Standalone: OSXUniversal" x86_64 OSX
plugin "$target/ports/aarch64-apple-ios/lib/libshiming.a" iOS/libshiming.a "iPhone: iOS" ARM64
# Every file and folder has its own GUID.
find "$package" -mindepth 1 ! -name '*.meta' | while IFS= read -r asset; do [ -f "$asset.meta" ] || { echo "$asset has no .meta"; exit 1; }; done
[ -z "$(grep -rh '^guid: ' "$package" | sort | uniq -d)" ]
not_run "there is no Unity editor here"

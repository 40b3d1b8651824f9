#!/bin/sh
# Every file and folder of the Unity package has a .meta file beside it whose GUID is that of its path, and no .meta file stands alone:
# meta.sh checks, meta.sh --write makes what is missing and removes what is left over. What a project refers to is the GUID: it never changes.
set -eu
cd "$(dirname "$0")/../../../bindings/csharp"

# What Unity imports: nothing that begins with a dot or ends with a tilde.
assets() { find . -mindepth 1 \( -name '.*' -o -name '*~' \) -prune -o ! -name '*.meta' -print | sed 's|^\./||' | LC_ALL=C sort; }

meta() {
    echo "fileFormatVersion: 2"
    echo "guid: $(printf 'com.shiming.server/%s' "$1" | md5sum | cut -c1-32)"
    case "$1" in
    *.cs) echo "MonoImporter:
  externalObjects: {}
  serializedVersion: 2
  defaultReferences: []
  executionOrder: 0
  icon: {instanceID: 0}" ;;
    *.asmdef) echo "AssemblyDefinitionImporter:
  externalObjects: {}" ;;
    package.json) echo "PackageManifestImporter:
  externalObjects: {}" ;;
    *.md | *.xml | *.json) echo "TextScriptImporter:
  externalObjects: {}" ;;
    *) [ ! -d "$1" ] || echo "folderAsset: yes"
        echo "DefaultImporter:
  externalObjects: {}" ;;
    esac
    printf '  userData: \n  assetBundleName: \n  assetBundleVariant: \n'
}

wrong=0
assets > "${TMPDIR:-/tmp}/shiming-assets.$$"
trap 'rm -f "${TMPDIR:-/tmp}/shiming-assets.$$"' EXIT
while IFS= read -r asset; do
    if [ "${1:-}" = --write ]; then
        [ -f "$asset.meta" ] || meta "$asset" > "$asset.meta"
    elif [ "$(meta "$asset")" != "$(cat "$asset.meta" 2>/dev/null)" ]; then
        echo "bindings/csharp/$asset.meta is missing or is another file's: tests/testees/csharp/meta.sh --write"
        wrong=1
    fi
done < "${TMPDIR:-/tmp}/shiming-assets.$$"
for alone in $(find . -name '*.meta' | sed 's|^\./||; s|\.meta$||'); do
    [ ! -e "$alone" ] || continue
    if [ "${1:-}" = --write ]; then
        rm "$alone.meta"
    else
        echo "bindings/csharp/$alone.meta belongs to nothing"
        wrong=1
    fi
done
exit $wrong

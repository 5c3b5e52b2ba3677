"""Reads `cargo metadata` and the packages that were made: do they have what crates.io and a reader need?"""

import json
import pathlib
import re
import sys
import tarfile

mode, *order = sys.argv[1:]
metadata = json.load(sys.stdin)
found = {package["name"]: package for package in metadata["packages"]}
root = pathlib.Path(metadata["workspace_root"])
made = pathlib.Path(metadata["target_directory"]) / "package"
faults = []

published = {name for name, package in found.items() if package["publish"] is None}
if published != set(order):
    faults.append(f"published without a place in the order, or the reverse: {sorted(published ^ set(order))}")

FIELDS = ["description", "license", "documentation", "readme", "keywords", "categories", "rust_version"]
versions = set()
for place, name in enumerate(order):
    package = found[name]
    version = package["version"]
    versions.add(version)
    faults += [f"{name}: Cargo.toml has no `{field}`" for field in FIELDS if not package[field]]
    if len(package["keywords"]) > 5 or len(package["categories"]) > 5:
        faults.append(f"{name}: crates.io takes five keywords and five categories")
    for needed in package["dependencies"]:
        # A test's dependency without a version is left out of the package.
        if needed["name"] in found and needed["req"] != "*":
            if needed["name"] not in order[:place]:
                faults.append(f"{name}: needs {needed['name']}, which is published later")
            if needed["req"] != f"={version}":
                faults.append(f"{name}: needs {needed['name']} {needed['req']}, and this release is {version}")
    with tarfile.open(made / f"{name}-{version}.crate") as archive:
        prefix = f"{name}-{version}/"
        files = {member.name.removeprefix(prefix): member for member in archive.getmembers()}
        for file in ["LICENSE", "README.md"]:
            if file not in files:
                faults.append(f"{name}: the package has no {file}")
            elif archive.extractfile(prefix + file).read() != (folder := pathlib.Path(package["manifest_path"]).parent / file).read_bytes():
                faults.append(f"{name}: {folder} is not what the package has")
    junk = re.compile(r"^(tests|fuzz|benches|target)/|\.(key|pem|gz)$|(^|/)api\.txt$")
    faults += [f"{name}: {file} does not belong into a package" for file in files if junk.search(file)]

if len(versions) != 1:
    faults.append(f"the packages have versions of their own: {sorted(versions)}")
changes = (root / "CHANGELOG.md").read_text()
for version in versions:
    if not re.search(rf"^## {re.escape(version)}( |$)", changes, re.MULTILINE):
        faults.append(f"CHANGELOG.md has no section `## {version}`")
    if mode == "--publish" and not re.search(rf"^## {re.escape(version)} \(\d{{4}}-\d\d-\d\d\)$", changes, re.MULTILINE):
        faults.append(f"CHANGELOG.md: the section of {version} has no date: `## {version} (2026-12-31)`")
if mode == "--publish" and not found[order[-1]]["repository"]:
    faults.append("Cargo.toml: `repository` of [workspace.package] is empty; write where the sources are")

for fault in faults:
    print(fault, file=sys.stderr)
sys.exit(bool(faults))

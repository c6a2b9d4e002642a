#!/usr/bin/env bash
# Makes the commit of a release on top of HEAD and tags it; HEAD and the branch stay where they are.
#
#     cmake/release_commit.sh VERSION IMAGE@sha256:DIGEST BUNDLES ADDRESS
#
# In that commit action.yml names the image by digest instead of building it, and runner/bundle.txt
# has one line for each mendel-VERSION-linux-MACHINE.tar.gz of the folder BUNDLES: machine,
# ADDRESS/NAME, SHA-256. Who pins the commit has pinned both.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
version=${1:?a version} image=${2:?an image} bundles=${3:?a folder} address=${4:?an address}

fail() { echo "release_commit: $1" >&2 && exit 1; }

[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || fail "$version is no version. Write it as 1.2.3."
[[ $image =~ ^[a-z0-9./_-]+@sha256:[0-9a-f]{64}$ ]] ||
    fail "$image does not name an image by digest. Write it as name@sha256: and 64 hex digits."
! git rev-parse -q --verify "refs/tags/v$version" >/dev/null ||
    fail "the tag v$version exists. Raise VERSION in CMakeLists.txt."

commit=$(git rev-parse HEAD)
trap 'git checkout -q --force "$commit" -- action.yml runner/bundle.txt' EXIT
sed -i "s#^  image: Dockerfile\$#  image: docker://$image#" action.yml
grep -q "^  image: docker://" action.yml ||
    fail "action.yml has no line 'image: Dockerfile'. Restore it."
count=0
for bundle in "$bundles"/mendel-"$version"-linux-*.tar.gz; do
    [ -f "$bundle" ] || fail "$bundles holds no bundle of $version. Run cmake/bundle.sh --archive."
    name=${bundle##*/}
    machine=${name#mendel-"$version"-linux-}
    sum=$(sha256sum "$bundle")
    echo "${machine%.tar.gz} $address/$name ${sum%% *}" >>runner/bundle.txt
    count=$((count + 1))
done
git -c user.name=mendel -c user.email=mendel@users.noreply.github.com commit -q \
    -m "chore: release $version" -m "Image and bundle by their hashes." \
    -- action.yml runner/bundle.txt
git -c user.name=mendel -c user.email=mendel@users.noreply.github.com \
    tag -a -m "mendel $version" "v$version"
git reset -q --soft "$commit"
git reset -q -- action.yml runner/bundle.txt
echo "v$version names $image and $count bundle(s)"

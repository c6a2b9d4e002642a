# The container action. `docker build .` compiles it; a release names the finished image by digest.
ARG BASE=docker.io/library/debian:bookworm-slim

FROM ${BASE} AS build
WORKDIR /source
COPY cmake/packages.txt cmake/bundle_packages.txt cmake/
RUN apt-get update -qq \
    && grep -hv '^#' cmake/packages.txt cmake/bundle_packages.txt \
    | DEBIAN_FRONTEND=noninteractive xargs apt-get install -y -qq --no-install-recommends \
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN ./dev build && mkdir /bundle && cmake/bundle.sh --archive build/release/mendel /bundle/mendel

# `docker buildx build --target bundle --output type=local,dest=FOLDER .` gives the archive.
FROM scratch AS bundle
COPY --from=build /bundle/*.tar.gz /bundle/*.sha256 /bundle/*.spdx.json /

# mendel starts no git: libgit2 is in the bundle. It runs as root, as GitHub demands of an action.
FROM ${BASE} AS action
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt /var/log/*
COPY --from=build /bundle/mendel /opt/mendel
RUN ln -s /opt/mendel/mendel /usr/local/bin/mendel
# The binary itself: a shell in between would lose the INPUT_ variables that hold a hyphen.
ENTRYPOINT ["/opt/mendel/mendel", "action"]

# One image for both: Hatchery itself (`serve`, as it stands) and its hatchlings on Railway (start command
# `hatchery bot`). Railway builds this file too, and refuses two things in it: VOLUME, and a cache mount whose id does
# not name one certain service. So the dependencies are kept by a layer of their own.

FROM rust:1.95-slim-trixie AS builder
WORKDIR /build

# The dependencies alone, in front of an empty program: built again only when these three files change.
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
RUN mkdir src \
    && echo 'fn main() {}' >src/main.rs \
    && touch src/lib.rs \
    && cargo build --release --locked \
    && rm -r src

COPY build.rs ./
COPY blueprints blueprints
COPY locales locales
COPY migrations migrations
COPY src src
COPY scripts/image-files scripts/image-files
# Which commit this is, for `hatchery_build_info`; without it that is unknown.
ARG HATCHERY_COMMIT
# Cargo goes by the time of a file, and what was copied may be older than the empty program.
RUN touch src/main.rs src/lib.rs \
    && cargo build --release --locked \
    && scripts/image-files target/release/hatchery /image \
    && install --directory --mode=0700 /data

# The program, the glibc and libgcc of the builder's Debian 13, and four small files: no shell and no package manager.
FROM scratch
COPY --from=builder /image /
# The only place that is written to.
COPY --from=builder --chown=65532:65532 /data /data

# A hatchling's start command names the program without a path.
ENV PATH=/usr/local/bin DATA_DIR=/data LOG_FORMAT=json
EXPOSE 8080
USER 65532:65532

# For `serve`; Railway has a health check of its own. A hatchling that is started by hand wants --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["/usr/local/bin/hatchery", "healthcheck"]

ENTRYPOINT ["/usr/local/bin/hatchery"]
CMD ["serve"]

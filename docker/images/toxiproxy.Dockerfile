# Toxiproxy: the program as `go install` made it, on the base.
FROM debian:bookworm-slim
LABEL dev.holdfast=true
COPY toxiproxy-server /toxiproxy
EXPOSE 8474
ENTRYPOINT ["/toxiproxy"]
CMD ["-host=0.0.0.0"]

# Builds the wheel. Node comes from PyPI, as the build hook asks for it.
FROM python:3.12-slim AS build
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

# Holds the installed program and nothing else.
FROM python:3.12-slim
RUN useradd --create-home --uid 1000 glassbox
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-compile "$(ls /wheels/*.whl)[mnist,postgres]" \
    && install --directory --owner=glassbox /data
ENV GLASSBOX_DATA_DIR=/data
VOLUME /data
USER glassbox
WORKDIR /home/glassbox
ENV PYTHONUNBUFFERED=1
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "app", "--host", "0.0.0.0", "--no-open"]

# The installation as one image: web, worker and public pages under the Procfile, as an ordinary user.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements requirements
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements/bootstrap.txt
COPY requirements.txt .
RUN .venv/bin/uv pip install --no-cache --compile-bytecode --python .venv/bin/python -r requirements.txt
COPY . .
RUN for po in cms/locale/*/LC_MESSAGES/*.po; do .venv/bin/python -m cms.operations.compile_catalogue "$po" "${po%.po}.mo"; done
# Throw-away values: collecting files reads none of them, but production settings refuse to load without.
RUN SECRET_KEY="$(head -c 48 /dev/urandom | base64 -w 0)" \
    IDENTITY_KEYS="$(head -c 32 /dev/urandom | base64 -w 0 | tr '+/' '-_')" \
    PUBLIC_URL=http://localhost EMAIL_URL=smtp://localhost \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8080 PUBLIC_PORT=8081
WORKDIR /app
RUN useradd --system --uid 1000 --home-dir /app desk && mkdir -p /data /app/var && chown desk /data /app/var
COPY --from=build /app /app
EXPOSE 8080 8081
# A fresh volume belongs to root: hand it over, then go on as the ordinary user for good.
ENTRYPOINT ["/bin/sh", "-c", "chown desk /data && exec setpriv --reuid=desk --regid=desk --init-groups \"$@\"", "desk"]
CMD ["python", "-m", "cms.operations.processes"]

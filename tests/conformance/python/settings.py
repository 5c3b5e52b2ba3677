"""What flytekit reads in configuration files and in environment variables.

In: {case: {"folder": current folder, "environment": {name: value}}}.
Out: {case: {key: text} or "refused"}. A secret is "(hidden)"; a setting that is absent has no key.
"""

import os

from conversation import answer
from flytekit.configuration import AuthType, PlatformConfig, S3Config, TaskConfig
from flytekit.configuration.file import get_config_file

AUTH = {
    AuthType.STANDARD: "Pkce",
    AuthType.PKCE: "Pkce",
    AuthType.DEVICEFLOW: "DeviceFlow",
    AuthType.BASIC: "ClientSecret",
    AuthType.CLIENT_CREDENTIALS: "ClientSecret",
    AuthType.CLIENTSECRET: "ClientSecret",
    AuthType.EXTERNAL_PROCESS: "ExternalCommand",
    AuthType.EXTERNALCOMMAND: "ExternalCommand",
}


def read():
    platform, task, s3 = PlatformConfig.auto(), TaskConfig.auto(), S3Config.auto()
    mode = platform.auth_mode
    # As `clients/auth_helper.py` understands a text.
    mode = AuthType[mode.upper()] if isinstance(mode, str) else mode
    hidden = lambda secret: "(hidden)" if secret else None
    truth = lambda value: "true" if value else "false"
    texts = lambda items: None if items is None else ",".join(str(item) for item in items) or None
    found = {
        "admin.endpoint": platform.endpoint,
        "admin.insecure": truth(platform.insecure),
        "admin.insecureSkipVerify": truth(platform.insecure_skip_verify),
        "admin.caCertFilePath": platform.ca_cert_file_path,
        "admin.httpProxyURL": hidden(platform.http_proxy_url),
        "console.endpoint": platform.console_endpoint,
        "admin.authType": AUTH[mode],
        "admin.clientId": platform.client_id,
        "client_secret": hidden(platform.client_credentials_secret),
        "admin.scopes": texts(platform.scopes),
        "admin.audience": platform.audience,
        "admin.command": texts(platform.command),
        "admin.proxyCommand": texts(platform.proxy_command),
        "task.project": task.project,
        "task.domain": task.domain,
        "task.org": task.org,
        "storage.connection.endpoint": s3.endpoint,
        "storage.connection.access-key": s3.access_key_id,
        "storage.connection.secret-key": hidden(s3.secret_access_key),
        "storage.connection.addressing-style": s3.adressing_style,
    }
    return {key: str(value) for key, value in found.items() if value is not None}


def one(case):
    kept = dict(os.environ)
    os.environ.update(case["environment"])
    os.chdir(case["folder"])
    get_config_file.cache_clear()
    try:
        return read()
    except Exception:
        return "refused"
    finally:
        os.environ.clear()
        os.environ.update(kept)


answer(lambda cases: {name: one(case) for name, case in cases.items()})

"""The settings of a deployment, read from .env and the environment; .env.example describes each."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
"""What a bot's token looks like: its numeric id and a secret."""


class SettingsError(Exception):
    """Settings that cannot be used; the text has one line for each variable that is missing or malformed."""


def _check_token(value: SecretStr) -> SecretStr:
    if not TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("not a token")
    return value


def _check_api_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("not a base address")
    return value.rstrip("/")


def _check_public_url(value: str) -> str:
    return _check_api_url(value) if value else value


def _check_timestamp_url(value: str) -> str:
    """Taken as it is: to a service another path or query is another address."""
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("not an address")
    return value


def _check_database_url(value: str) -> str:
    if value.startswith("sqlite:///"):
        return value
    parts = urlsplit(value)
    if parts.scheme not in {"postgresql", "postgresql+psycopg"} or not value.startswith(f"{parts.scheme}://"):
        raise ValueError("not a database that is supported")
    # A password's own @ or / would end it early; the rest would be taken, and shown, as the name of a server.
    if parts.netloc.count("@") > 1 or "@" in parts.path or (parts.port or 1) < 1:
        raise ValueError("not an address with its special characters encoded")
    return value


def _to_upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _to_lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


Rate = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1)]


class Settings(BaseSettings):
    """Each field is the variable of the same name in capitals; its description says in Indonesian what it expects."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", env_ignore_empty=True, env_file_encoding="utf-8-sig", hide_input_in_errors=True
    )

    telegram_token: Annotated[SecretStr, AfterValidator(_check_token)] = Field(
        description="token dari @BotFather, yaitu angka, titik dua, dan sekurang-kurangnya 30 huruf atau angka"
    )
    telegram_api_url: Annotated[str, AfterValidator(_check_api_url)] = Field(
        "https://api.telegram.org", description="alamat yang diawali http:// atau https://"
    )
    data_dir: Path = Field(Path("data"), description="nama sebuah folder")
    # A database's address may hold a password, so it is left out of what is printed.
    database_url: Annotated[str, AfterValidator(_check_database_url)] = Field(
        "",
        repr=False,
        description="alamat yang diawali sqlite:/// atau postgresql://; tanda @ dan / dalam sandi ditulis %40 dan %2F",
    )
    mode: Annotated[Literal["polling", "webhook"], BeforeValidator(_to_lower)] = Field(
        "polling", description="polling atau webhook"
    )
    clock_file: Path | None = Field(None, description="nama sebuah berkas")
    send_rate: Rate = Field(30.0, description="angka lebih dari 0 (pesan per detik)")
    chat_rate: Rate = Field(1.0, description="angka lebih dari 0 (pesan per detik)")
    chat_burst: Count = Field(5, description="bilangan bulat mulai dari 1")
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_to_upper)] = Field(
        "INFO", description="DEBUG, INFO, WARNING, atau ERROR"
    )
    log_format: Annotated[Literal["console", "json"], BeforeValidator(_to_lower)] = Field(
        "console", description="console atau json"
    )
    log_file: Path | None = Field(None, description="nama sebuah berkas")
    render_workers: Count = Field(1, description="bilangan bulat mulai dari 1")
    public_url: Annotated[str, AfterValidator(_check_public_url)] = Field(
        "", description="alamat yang diawali http:// atau https://, tanpa tanda tanya atau pagar"
    )
    web_host: str = Field("127.0.0.1", description="nama atau alamat IP")
    web_port: Annotated[int, Field(ge=0, le=65535)] = Field(0, description="bilangan bulat 0 sampai 65535")
    health_host: str = Field("127.0.0.1", description="nama atau alamat IP")
    health_port: Annotated[int, Field(ge=0, le=65535)] = Field(0, description="bilangan bulat 0 sampai 65535")
    seal_certificate: Path | None = Field(None, description="nama berkas .p12 atau folder berisi KODE.p12")
    seal_password: SecretStr = Field(SecretStr(""), description="kata sandi berkas .p12")
    timestamp_url: Annotated[str, AfterValidator(_check_timestamp_url)] = Field(
        "", description="alamat yang diawali http:// atau https://"
    )

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown: the token, and passwords as they are and as an address holds them."""
        token, address = self.telegram_token.get_secret_value(), urlsplit(self.database_url)
        word = address.password or ""
        found = (token, token.partition(":")[2], self.seal_password.get_secret_value(), word, unquote(word))
        return tuple(filter(None, (*found, *parse_qs(address.query).get("password", []))))

    @model_validator(mode="before")
    @classmethod
    def _place_database(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Without a DATABASE_URL the database is a file in the data folder."""
        folder = Path(values.get("data_dir") or cls.model_fields["data_dir"].default)
        return {"database_url": f"sqlite:///{folder / 'kinerja.db'}", **values}


def load_settings(env_file: Path | None = Path(".env"), **overrides: Any) -> Settings:
    """Read the settings: overrides (by field name) go before the environment, which goes before the file.

    Raises SettingsError with one Indonesian line for each variable at fault; no line holds a value.
    """
    sources: dict[str, Any] = {"_env_file": env_file, **overrides}
    try:
        return Settings(**sources)
    except ValidationError as error:
        faults = [_describe(str(fault["loc"][0]), fault["type"]) for fault in error.errors(include_input=False)]
        if "missing" in [fault["type"] for fault in error.errors(include_input=False)]:
            faults.extend(_no_file(env_file))
    except (OSError, UnicodeDecodeError):
        faults = [f"Berkas {env_file} tidak dapat dibaca; seharusnya berkas teks UTF-8."]
    # Raised outside the handler, so that no traceback carries the values that pydantic saw.
    raise SettingsError("\n".join(faults))


def unknown_names(env_file: Path = Path(".env")) -> list[str]:
    """The names in the file that are no setting, such as a misspelt one, which would silently count as absent."""
    found = DotEnvSettingsSource(Settings, env_file=env_file, case_sensitive=False).env_vars
    return sorted(name.upper() for name in found if name.lower() not in Settings.model_fields)


def check_mode(settings: Settings) -> None:
    """Raise SettingsError where updates are to come by webhook and cannot."""
    if settings.mode != "webhook":
        return
    public, faults = urlsplit(settings.public_url), []
    # Telegram takes nothing but HTTPS; the simulator is on this machine.
    if public.scheme != "https" and public.hostname not in {"127.0.0.1", "::1", "localhost"}:
        faults.append("PUBLIC_URL belum sesuai; MODE=webhook memerlukan alamat umum yang diawali https://.")
    if not settings.web_port:
        faults.append("WEB_PORT belum diisi; MODE=webhook memerlukan porta tempat kiriman Telegram diterima.")
    if faults:
        raise SettingsError("\n".join(faults))


def _no_file(env_file: Path | None) -> list[str]:
    """A command in the wrong folder finds no settings."""
    if env_file is None or env_file.exists():
        return []
    return [f"Berkas {env_file} tidak ada di folder ini; mohon .env.example disalin, atau foldernya diperiksa."]


def _describe(field: str, kind: str) -> str:
    """One line for one fault; `kind` is pydantic's name of the fault."""
    expected = Settings.model_fields[field].description
    fault = "belum diisi" if kind == "missing" else "tidak sah"
    return f"{field.upper()} {fault}; seharusnya {expected}."

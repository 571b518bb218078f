"""Machines, keys and switches. Business numbers live in the rulebook or beside the rule they belong to."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from tongxin.kit.crypto import TAGS
from tongxin.project import keys, postgres
from tongxin.project.database import parse

PACKAGE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TONGXIN_DATA", "var")).resolve()

_keys = keys.load(Path(os.environ.get("TONGXIN_KEYS", DATA / "keys.json")))
SECRET_KEY = _keys.django
TONGXIN_KEYS = _keys.masters
TONGXIN_KEY_ID = _keys.current
TONGXIN_CIPHER = os.environ.get("TONGXIN_CIPHER", "aes-256-gcm")
if TONGXIN_CIPHER not in TAGS:
    raise ImproperlyConfigured(f"TONGXIN_CIPHER 只能是 {' 或 '.join(TAGS)}，不能是“{TONGXIN_CIPHER}”。")

DEBUG = os.environ.get("TONGXIN_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("TONGXIN_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TONGXIN_ORIGINS", "").split(",") if o]
TONGXIN_DEMO = os.environ.get("TONGXIN_DEMO") == "1" or (DATA / "demo.json").exists()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "ninja",  # for the page of the machine interface, served from here
    "django_htmx",
    "rules",
    "axes",
    "csp",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "tongxin.kit",
    "tongxin.ground.audit",
    "tongxin.ground.rollups",
    "tongxin.ground.places",
    "tongxin.ground.worktime",
    "tongxin.ground.orgs",
    "tongxin.ground.people",
    "tongxin.ground.rulebook",
    "tongxin.ground.statutes",
    "tongxin.ground.files",
    "tongxin.ground.employers",
    "tongxin.ground.notices",
    "tongxin.watch.signals",
    "tongxin.watch.triage",
    "tongxin.watch.learning",
    "tongxin.watch.incidents",
    "tongxin.watch.risk",
    "tongxin.watch.scores",
    "tongxin.watch.alerts",
    "tongxin.watch.cases",
    "tongxin.relations.bargaining",
    "tongxin.faces.desk",
    "tongxin.faces.screen",
    "tongxin.faces.reports",
    "tongxin.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tongxin.project.middleware.machine_answers",
    "tongxin.project.middleware.refusals",
    "tongxin.project.middleware.clean_input",
    "tongxin.project.middleware.first_password",
    "axes.middleware.AxesMiddleware",
]
# A delivery by machine is signed: it has no session, no form and shows no page.
MACHINE_MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]

ROOT_URLCONF = "tongxin.project.urls"
WSGI_APPLICATION = "tongxin.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tongxin.faces.desk.context.frame",
            ],
            "builtins": ["tongxin.kit.templatetags.kit"],
        },
    }
]

DATABASES = {
    "default": parse(os.environ.get("DATABASE_URL") or postgres.locate(DATA / "postgres").url)
    | {
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # `kit.statements` has what it asks planned at the third time; Django's own cursors never do
            "prepare_threshold": 3,
            "options": "-c timezone=Asia/Shanghai -c idle_in_transaction_session_timeout=300000"
            # a page waits longer for helpers to start than for its fifty rows
            " -c max_parallel_workers_per_gather=0",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tongxin.ground.people.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "tongxin.ground.people.adapters.SocialAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# axes locks a password after five failures; this one also counts wrong second factors, by account
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key"}
MFA_ADAPTER = "tongxin.ground.people.factors.FactorAdapter"
MFA_FORMS = {
    "add_webauthn": "tongxin.ground.people.key_forms.AddKeyForm",
    "edit_webauthn": "tongxin.ground.people.key_forms.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "同心数智工会"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = (
    os.environ.get("TONGXIN_HTTPS") != "1"
)  # browsers do so for localhost only
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "lockout.html"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "tongxin.ground.people.adapters.login_name"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "tongxin.ground.people.adapters.client_address"
_proxies = os.environ.get("TONGXIN_PROXIES", "0")
if not _proxies.isdecimal():
    raise ImproperlyConfigured(f"TONGXIN_PROXIES 应为前面代理的层数，例如 1，不能是“{_proxies}”。")
TONGXIN_PROXIES = int(_proxies)  # how many of ours stand in front and append to X-Forwarded-For
_oidc = os.environ.get("TONGXIN_OIDC_SERVER")  # e.g. the city's single sign-on
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "city",
                "name": os.environ.get("TONGXIN_OIDC_NAME", "统一身份认证"),
                "client_id": os.environ.get("TONGXIN_OIDC_CLIENT", ""),
                "secret": os.environ.get("TONGXIN_OIDC_SECRET", ""),
                "settings": {"server_url": _oidc},
            }
        ]
        if _oidc
        else []
    }
}
TONGXIN_OIDC_CLAIM = os.environ.get("TONGXIN_OIDC_CLAIM", "preferred_username")  # holds the login name
# A form that leads to the server's page is let through by the content policy, on every address it passes.
OIDC_ORIGINS = [
    "{0.scheme}://{0.netloc}".format(urlsplit(address))
    for address in (_oidc or "", *os.environ.get("TONGXIN_OIDC_ORIGINS", "").split(","))
    if address
]

# Ways out for notices: an apprise mail URL without recipient; '', 'console' or a dotted path to an SMS adapter;
# hosts and networks a webhook may point to although they are private.
TONGXIN_MAIL_URL = os.environ.get("TONGXIN_MAIL_URL", "")
TONGXIN_SMS = os.environ.get("TONGXIN_SMS", "")
TONGXIN_WEBHOOK_ALLOW = [each for each in os.environ.get("TONGXIN_WEBHOOK_ALLOW", "").split(",") if each]

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("TONGXIN_HTTPS") == "1"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tongxin.project.middleware.csrf_failed"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [PACKAGE / "static"] if (PACKAGE / "static").exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("TONGXIN_LOG", "WARNING")},
}

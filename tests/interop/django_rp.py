"""An app on mozilla-django-oidc, as its guide sets it up: addresses, a client, RS256, and nothing else.

    django_rp.py ISSUER CLIENT_ID CLIENT_SECRET PORT [SETTING…]

`/` signs in, and then prints who did. Its database is in the working directory. Each SETTING, such as OIDC_USE_PKCE, is switched
on.
"""

import sys
from wsgiref.simple_server import make_server

import django
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import include, path

ISSUER, CLIENT_ID, CLIENT_SECRET, PORT, *SWITCHED_ON = sys.argv[1:]

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    AUTHENTICATION_BACKENDS=["mozilla_django_oidc.auth.OIDCAuthenticationBackend"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}},
    DEBUG=True,
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "mozilla_django_oidc",
    ],
    LOGIN_REDIRECT_URL="/",
    LOGIN_REDIRECT_URL_FAILURE="/failed",
    LOGIN_URL="oidc_authentication_init",
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    OIDC_OP_AUTHORIZATION_ENDPOINT=f"{ISSUER}/authorize",
    OIDC_OP_JWKS_ENDPOINT=f"{ISSUER}/jwks",
    OIDC_OP_TOKEN_ENDPOINT=f"{ISSUER}/token",
    OIDC_OP_USER_ENDPOINT=f"{ISSUER}/userinfo",
    OIDC_RP_CLIENT_ID=CLIENT_ID,
    OIDC_RP_CLIENT_SECRET=CLIENT_SECRET,
    OIDC_RP_SIGN_ALGO="RS256",
    ROOT_URLCONF=__name__,
    SECRET_KEY="only for this test",
    **dict.fromkeys(SWITCHED_ON, True),
)


@login_required
def home(request):
    return JsonResponse({"email": request.user.email, "username": request.user.get_username()})


def failed(request):
    return JsonResponse({"failed": True})


urlpatterns = [path("", home), path("failed", failed), path("oidc/", include("mozilla_django_oidc.urls"))]

django.setup()
call_command("migrate", verbosity=0)
make_server("127.0.0.1", int(PORT), get_wsgi_application()).serve_forever()

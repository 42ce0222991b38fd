"""An app on django-allauth's provider `openid_connect`, as its guide sets it up.

    allauth_rp.py ISSUER CLIENT_ID CLIENT_SECRET PORT PKCE

`/` has a button to sign in, and then prints who did. Its database is in the working directory. PKCE is on or off.
"""

import sys
from wsgiref.simple_server import make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import include, path

ISSUER, CLIENT_ID, CLIENT_SECRET, PORT, PKCE = sys.argv[1:]

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}},
    DEBUG=True,
    # It would write to whoever signs in for the first time.
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.messages",
        "django.contrib.sessions",
        "allauth",
        "allauth.account",
        "allauth.socialaccount",
        "allauth.socialaccount.providers.openid_connect",
    ],
    LOGIN_REDIRECT_URL="/",
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ],
    ROOT_URLCONF=__name__,
    SECRET_KEY="only for this test",
    SOCIALACCOUNT_PROVIDERS={
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": PKCE == "on",
            "APPS": [
                {
                    "provider_id": "lanyard",
                    "name": "Lanyard",
                    "client_id": CLIENT_ID,
                    "secret": CLIENT_SECRET,
                    "settings": {"server_url": ISSUER},
                }
            ],
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
        }
    ],
)

BUTTON = """<!doctype html><title>App</title><form id="sign-in" method="post" action="/accounts/oidc/lanyard/login/">
<input type="hidden" name="csrfmiddlewaretoken" value="%s"><button>Sign in with Lanyard</button></form>"""


def home(request):
    if not request.user.is_authenticated:
        return HttpResponse(BUTTON % get_token(request))
    account = request.user.socialaccount_set.get()
    return JsonResponse({"email": request.user.email, "sub": account.uid, "name": account.extra_data["userinfo"]["name"]})


django.setup()
urlpatterns = [path("", home), path("accounts/", include("allauth.urls"))]
call_command("migrate", verbosity=0)
make_server("127.0.0.1", int(PORT), get_wsgi_application()).serve_forever()

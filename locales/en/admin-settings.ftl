# /admin/settings: every setting in effect, and how another colour looks.

admin-settings = Settings
admin-settings-lead = What is in effect on this node, and where it was set. Change it in that file or variable, then restart the server. Secrets are never shown.
admin-settings-general = General
admin-settings-unset = not set
admin-settings-warnings = Seldom meant
admin-brand = How another colour looks
admin-brand-link = Try a colour
admin-brand-lead = Only this page changes. Links and buttons must be readable on light and dark pages.
admin-brand-accent = Colour
admin-brand-hint = # and six digits, like #0b5c78
admin-brand-no-colour = Write # and six digits, like #0b5c78
admin-brand-faint = Its contrast on light pages is { $contrast }, and text needs 4.5.
admin-brand-nearest = Try { $colour }, the nearest that passes
admin-brand-show = Show
admin-brand-passes = Can be read
admin-brand-set = To use it, write below [branding]:
admin-brand-sample = to continue to an app

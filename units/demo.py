"""The demonstration accounts: their common password, and the order in which the sign-in page lists their roles.

Only accounts marked `demo` are ever shown; a demonstration account that takes a password of its own loses the mark.
"""

from units.enums import Role

PASSWORD = "dien-bien-2022"
ORDER = (
    Role.STAFF,
    Role.LEAD,
    Role.OFFICER,
    Role.HEAD,
    Role.COUNCIL,
    Role.CLERK,
    Role.ACCOUNTANT,
    Role.LEADER,
    Role.AUDITOR,
    Role.ADMIN,
)

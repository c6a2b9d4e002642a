from .roles import RoleError, Roles

"""Where things stand in the admin's menu."""

# Menu items that are registered under this hook stand in the menu "Network".
NETWORK_MENU_HOOK = "register_kitnet_network_menu_item"

NEWS_ORDER = 110
MEETINGS_ORDER = 120
NETWORK_ORDER = 130

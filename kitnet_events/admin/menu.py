"""Where things stand in the admin's menu."""

# Menu items that are registered under this hook stand in the menu "Meetings".
MEETINGS_MENU_HOOK = "register_kitnet_meetings_menu_item"

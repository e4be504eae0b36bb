"""The reference site: settings, URL map, roles and demo content. No models, no rules."""

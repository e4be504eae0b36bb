from django.db import migrations, models

import kitnet_pages.foreign_words


class Migration(migrations.Migration):

    dependencies = [
        ("kitnet_pages", "0007_municipality_mailbox"),
    ]

    operations = [
        migrations.AddField(
            model_name="networksettings",
            name="foreign_words",
            field=models.TextField(
                blank=True,
                help_text="Names and expressions in titles and headings, a line each: the language, a colon, the words. Then they are read aloud as they should be, wherever they stand. For example: en: Enterprise Architecture Forum",
                validators=[kitnet_pages.foreign_words.validate_foreign_words],
                verbose_name="words in other languages",
            ),
        ),
    ]

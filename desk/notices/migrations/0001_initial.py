import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quiet_from', models.TimeField(default=datetime.time(21, 0), verbose_name='jam tenang mulai')),
                ('quiet_until', models.TimeField(default=datetime.time(5, 0), verbose_name='jam tenang selesai')),
            ],
            options={
                'verbose_name': 'pesan dan jam tenang',
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=160, verbose_name='judul')),
                ('body', models.TextField(blank=True, verbose_name='isi')),
                ('link', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField(verbose_name='waktu')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='dibaca')),
                ('mail_at', models.DateTimeField(blank=True, null=True)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('simulation', models.BooleanField(default=False, editable=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='penerima')),
            ],
            options={
                'verbose_name': 'pesan',
                'verbose_name_plural': 'pesan',
                'ordering': ['-made_at', '-pk'],
                'indexes': [models.Index(fields=['user', '-made_at'], name='notice_by_user'), models.Index(condition=models.Q(('mail_at__isnull', False), ('mailed_at', None)), fields=['mail_at'], name='notice_to_mail')],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='notice_once_per_cause')],
            },
        ),
    ]

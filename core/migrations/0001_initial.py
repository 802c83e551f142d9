import core.models.imports
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('units', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'nhịp chạy',
                'verbose_name_plural': 'nhịp chạy',
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(error_messages={'unique': 'Ngày này đã có trong lịch.'}, unique=True, verbose_name='ngày')),
                ('name', models.CharField(max_length=120, verbose_name='tên')),
                ('working', models.BooleanField(default=False, verbose_name='làm bù')),
            ],
            options={
                'verbose_name': 'ngày nghỉ, ngày làm bù',
                'verbose_name_plural': 'ngày nghỉ, ngày làm bù',
                'ordering': ['day'],
            },
        ),
        migrations.CreateModel(
            name='JournalCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('entries', models.PositiveBigIntegerField(verbose_name='số dòng')),
                ('faults', models.JSONField(blank=True, default=list, verbose_name='sai lệch')),
            ],
            options={
                'verbose_name': 'lần kiểm tra nhật ký',
                'verbose_name_plural': 'lần kiểm tra nhật ký',
            },
        ),
        migrations.CreateModel(
            name='JournalHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'verbose_name': 'đầu chuỗi nhật ký',
                'verbose_name_plural': 'đầu chuỗi nhật ký',
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=64, unique=True, verbose_name='mã bí mật')),
                ('created_at', models.DateTimeField(verbose_name='tạo lúc')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'địa chỉ lịch',
                'verbose_name_plural': 'địa chỉ lịch',
            },
        ),
        migrations.CreateModel(
            name='ImportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=120, verbose_name='loại')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('preview', models.BinaryField()),
                ('preview_sha256', models.CharField(max_length=64)),
                ('counts', models.JSONField(default=dict, verbose_name='số dòng')),
                ('at', models.DateTimeField(db_index=True, verbose_name='lúc tải lên')),
                ('state', models.CharField(choices=[('pending', 'Chờ xác nhận'), ('applying', 'Đang nhập'), ('refused', 'Chưa nhập được'), ('applied', 'Đã nhập'), ('discarded', 'Đã bỏ')], default='pending', max_length=20, verbose_name='trạng thái')),
                ('updated_at', models.DateTimeField()),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='trang nhập')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('refusal', models.TextField(blank=True, verbose_name='vì sao chưa nhập')),
                ('secret', models.CharField(default=core.models.imports._new_secret, editable=False, max_length=64)),
                ('result', models.JSONField(default=dict, verbose_name='kết quả')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên')),
            ],
            options={
                'verbose_name': 'tệp chờ nhập',
                'verbose_name_plural': 'tệp chờ nhập',
            },
        ),
        migrations.CreateModel(
            name='IssuedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('subject_id', models.PositiveBigIntegerField()),
                ('notation', models.CharField(blank=True, max_length=42, verbose_name='số, ký hiệu')),
                ('title', models.CharField(max_length=600, verbose_name='tên văn bản')),
                ('organ', models.CharField(max_length=200, verbose_name='cơ quan ban hành')),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='ngày văn bản')),
                ('signer_title', models.CharField(blank=True, max_length=100, verbose_name='chức vụ người ký')),
                ('signer_name', models.CharField(blank=True, max_length=50, verbose_name='người ký')),
                ('pages', models.PositiveIntegerField(verbose_name='số trang')),
                ('issue', models.PositiveIntegerField(default=1, verbose_name='lần phát hành')),
                ('issued_at', models.DateTimeField(verbose_name='phát hành lúc')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người phát hành')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'văn bản đã phát hành',
                'verbose_name_plural': 'văn bản đã phát hành',
                'constraints': [models.UniqueConstraint(fields=('subject_type', 'subject_id', 'issue'), name='issued_document_issue_once', violation_error_message='Văn bản này vừa được phát hành.')],
            },
        ),
        migrations.CreateModel(
            name='IssuedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('pdf', 'PDF'), ('docx', 'Word')], max_length=4, verbose_name='dạng')),
                ('content', models.BinaryField()),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='core.issueddocument')),
            ],
            options={
                'verbose_name': 'bản văn bản',
                'verbose_name_plural': 'bản văn bản',
                'constraints': [models.UniqueConstraint(fields=('document', 'form'), name='issued_copy_once', violation_error_message='Bản này đã có.')],
            },
        ),
        migrations.CreateModel(
            name='JournalEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(unique=True, verbose_name='số')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('act', models.CharField(db_index=True, max_length=80, verbose_name='việc')),
                ('by_name', models.CharField(blank=True, max_length=120, verbose_name='họ tên lúc đó')),
                ('subject_type', models.CharField(blank=True, max_length=80, verbose_name='loại')),
                ('subject_id', models.CharField(blank=True, max_length=40, verbose_name='mã')),
                ('subject_name', models.CharField(blank=True, max_length=300, verbose_name='đối tượng')),
                ('detail', models.JSONField(blank=True, default=dict, verbose_name='chi tiết')),
                ('ip', models.GenericIPAddressField(blank=True, null=True, verbose_name='địa chỉ mạng')),
                ('previous', models.CharField(max_length=64, verbose_name='mã băm trước')),
                ('hash', models.CharField(max_length=64, verbose_name='mã băm')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người')),
            ],
            options={
                'verbose_name': 'dòng nhật ký',
                'verbose_name_plural': 'nhật ký',
                'indexes': [models.Index(fields=['-at', '-number'], name='journal_latest'), models.Index(fields=['subject_type', 'subject_id'], name='journal_subject')],
            },
        ),
        migrations.CreateModel(
            name='MailboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('sender', models.CharField(max_length=320, verbose_name='từ')),
                ('recipients', models.TextField(verbose_name='đến')),
                ('subject', models.CharField(max_length=500, verbose_name='tiêu đề')),
                ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ('html', models.TextField(blank=True, verbose_name='nội dung HTML')),
                ('headers', models.JSONField(blank=True, default=dict, verbose_name='phần đầu')),
                ('notice_id', models.PositiveBigIntegerField(blank=True, db_index=True, null=True, verbose_name='thông báo')),
            ],
            options={
                'verbose_name': 'thư',
                'verbose_name_plural': 'hộp thư',
                'indexes': [models.Index(fields=['-at', '-id'], name='mailbox_latest')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=255, verbose_name='khóa')),
                ('kind', models.CharField(max_length=60, verbose_name='loại')),
                ('subject', models.CharField(max_length=300, verbose_name='tiêu đề')),
                ('body', models.TextField(blank=True, verbose_name='nội dung')),
                ('url', models.CharField(blank=True, max_length=500, verbose_name='địa chỉ')),
                ('at', models.DateTimeField(verbose_name='lúc tạo')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='đã đọc lúc')),
                ('audience', models.CharField(blank=True, choices=[('people', 'Người phải làm'), ('heads', 'Thủ trưởng đơn vị'), ('leads', 'Lãnh đạo theo dõi (một thư tổng hợp)')], max_length=10, verbose_name='nhắc')),
                ('duty_key', models.CharField(blank=True, max_length=200, verbose_name='việc')),
                ('duties', models.JSONField(blank=True, default=list, verbose_name='các việc')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn')),
                ('step', models.IntegerField(blank=True, null=True, verbose_name='bước')),
                ('state', models.CharField(choices=[('pending', 'Chờ gửi'), ('sending', 'Đang gửi'), ('held', 'Chờ thư gộp trong ngày'), ('sent', 'Đã gửi'), ('cancelled', 'Đã hủy'), ('failed', 'Không gửi được')], default='pending', max_length=10, verbose_name='trạng thái')),
                ('channel', models.CharField(blank=True, choices=[('mail', 'Thư điện tử'), ('digest', 'Thư gộp trong ngày'), ('product', 'Trong phần mềm')], max_length=10, verbose_name='cách gửi')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='số lần thử')),
                ('try_at', models.DateTimeField(blank=True, null=True, verbose_name='thử lại lúc')),
                ('claim', models.CharField(blank=True, max_length=32)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gửi lúc')),
                ('error', models.CharField(blank=True, max_length=500, verbose_name='lý do')),
                ('wraps', models.BooleanField(default=False, verbose_name='thư gộp')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='người nhận')),
                ('wrapped_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lines', to='core.notice', verbose_name='trong thư gộp')),
            ],
            options={
                'verbose_name': 'thông báo',
                'verbose_name_plural': 'thông báo',
                'indexes': [models.Index(fields=['state', 'try_at'], name='notice_state_try'), models.Index(fields=['person', 'read_at'], name='notice_person_read'), models.Index(fields=['-at', '-id'], name='notice_latest'), models.Index(fields=['duty_key', 'due_on'], name='notice_duty'), models.Index(fields=['due_on'], name='notice_due')],
                'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='notice_once', violation_error_message='Thông báo này đã có.')],
            },
        ),
        migrations.CreateModel(
            name='NoticeChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='loại')),
                ('delivery', models.CharField(choices=[('at_once', 'Gửi thư ngay'), ('daily', 'Gộp vào một thư mỗi ngày'), ('product', 'Chỉ xem trong phần mềm')], max_length=10, verbose_name='cách nhận')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'cách nhận thông báo',
                'verbose_name_plural': 'cách nhận thông báo',
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='notice_choice_once')],
            },
        ),
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, max_length=20, verbose_name='loại văn bản')),
                ('issuer', models.CharField(max_length=60, verbose_name='cơ quan ban hành')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('last', models.PositiveIntegerField(default=0, verbose_name='số cuối đã cấp theo thứ tự')),
            ],
            options={
                'verbose_name': 'dãy số văn bản',
                'verbose_name_plural': 'dãy số văn bản',
                'constraints': [models.UniqueConstraint(fields=('kind', 'issuer', 'year'), name='number_series_once', violation_error_message='Dãy số này đã có.')],
            },
        ),
        migrations.CreateModel(
            name='ReminderRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, db_index=True, max_length=60, verbose_name='loại việc')),
                ('audience', models.CharField(choices=[('people', 'Người phải làm'), ('heads', 'Thủ trưởng đơn vị'), ('leads', 'Lãnh đạo theo dõi (một thư tổng hợp)')], default='people', max_length=10, verbose_name='nhắc ai')),
                ('offset', models.SmallIntegerField(verbose_name='số ngày so với ngày cuối còn hạn')),
                ('every', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lặp lại sau mỗi (ngày)')),
                ('is_active', models.BooleanField(default=True, verbose_name='đang dùng')),
            ],
            options={
                'verbose_name': 'bước nhắc',
                'verbose_name_plural': 'bước nhắc',
                'ordering': ['kind', 'audience', 'offset', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'audience', 'offset'), name='reminder_rule_once', violation_error_message='Đã có bước nhắc này cho cùng người nhận.'), models.CheckConstraint(condition=models.Q(('offset__gte', -365), ('offset__lte', 365)), name='reminder_rule_within_a_year', violation_error_message='Số ngày phải nằm trong khoảng từ −365 đến 365.'), models.CheckConstraint(condition=models.Q(('every', None), models.Q(('every__gte', 1), ('offset__gte', 0)), _connector='OR'), name='reminder_rule_repeats_after_due', violation_error_message='Chỉ bước nhắc từ ngày hết hạn trở đi mới được lặp lại, cách nhau ít nhất 1 ngày.')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('owner_id', models.PositiveBigIntegerField()),
                ('name', models.CharField(max_length=160, verbose_name='tên tệp')),
                ('path', models.CharField(editable=False, max_length=80)),
                ('size', models.PositiveBigIntegerField(verbose_name='dung lượng')),
                ('sha256', models.CharField(max_length=64)),
                ('content_type', models.CharField(max_length=100, verbose_name='loại')),
                ('scan', models.CharField(choices=[('unscanned', 'Chưa quét'), ('waiting', 'Chờ quét'), ('clean', 'Đã quét'), ('infected', 'Có mã độc')], default='unscanned', max_length=10, verbose_name='quét mã độc')),
                ('scanned_at', models.DateTimeField(blank=True, null=True, verbose_name='quét lúc')),
                ('scan_note', models.CharField(blank=True, max_length=200, verbose_name='kết quả quét')),
                ('uploaded_at', models.DateTimeField(verbose_name='tải lên lúc')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='xóa lúc')),
                ('owner_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('removed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xóa')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên')),
            ],
            options={
                'verbose_name': 'tệp',
                'verbose_name_plural': 'tệp',
                'indexes': [models.Index(fields=['owner_type', 'owner_id'], name='stored_file_owner')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('owner_type', 'owner_id', 'sha256'), name='stored_file_once', violation_error_message='Tệp này đã có trong danh sách.')],
            },
        ),
        migrations.CreateModel(
            name='TakenNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='số')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='core.numberseries')),
            ],
            options={
                'verbose_name': 'số đã cấp',
                'verbose_name_plural': 'số đã cấp',
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='number_once', violation_error_message='Số này đã được dùng.')],
            },
        ),
        migrations.CreateModel(
            name='Transition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_id', models.PositiveBigIntegerField()),
                ('action', models.CharField(max_length=40, verbose_name='bước')),
                ('label', models.CharField(max_length=80, verbose_name='tên bước')),
                ('source', models.CharField(max_length=30, verbose_name='từ')),
                ('target', models.CharField(max_length=30, verbose_name='đến')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('reason', models.TextField(blank=True, verbose_name='lý do')),
                ('evidence', models.JSONField(blank=True, default=dict, verbose_name='căn cứ')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người')),
                ('subject_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'bước xử lý',
                'verbose_name_plural': 'bước xử lý',
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-at'], name='transition_subject')],
            },
        ),
    ]

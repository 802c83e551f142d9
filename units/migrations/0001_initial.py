import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='RoleSecurity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('staff', 'Chuyên viên Ban TĐKT'), ('lead', 'Lãnh đạo Ban TĐKT, Sở Nội vụ'), ('officer', 'Cán bộ thi đua của đơn vị'), ('head', 'Thủ trưởng đơn vị'), ('council', 'Thành viên Hội đồng'), ('clerk', 'Văn thư'), ('accountant', 'Kế toán'), ('leader', 'Lãnh đạo UBND tỉnh'), ('auditor', 'Thanh tra, kiểm tra'), ('admin', 'Quản trị hệ thống')], max_length=20, unique=True, verbose_name='vai trò')),
                ('second_factor_required', models.BooleanField(default=False, verbose_name='bắt buộc xác thực hai bước')),
            ],
            options={
                'verbose_name': 'yêu cầu đăng nhập theo vai trò',
                'verbose_name_plural': 'yêu cầu đăng nhập theo vai trò',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'Tên đăng nhập này đã có người dùng.'}, max_length=60, unique=True, verbose_name='tên đăng nhập')),
                ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='điện thoại')),
                ('is_active', models.BooleanField(default=True, verbose_name='đang hoạt động')),
                ('is_staff', models.BooleanField(default=False, verbose_name='được vào trang hỗ trợ kỹ thuật')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='phải đổi mật khẩu')),
                ('second_factor', models.BooleanField(default=False, verbose_name='đã bật xác thực hai bước')),
                ('deactivated_at', models.DateTimeField(blank=True, null=True, verbose_name='ngừng lúc')),
                ('session_epoch', models.PositiveIntegerField(default=0, editable=False)),
                ('demo', models.BooleanField(default=False, verbose_name='tài khoản trình diễn')),
                ('folded', models.CharField(default='', editable=False, max_length=300)),
                ('sort_key', models.CharField(default='', editable=False, max_length=300)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'tài khoản',
                'verbose_name_plural': 'tài khoản',
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, max_length=120, verbose_name='tên gọn')),
                ('symbol', models.CharField(blank=True, help_text='Phần cơ quan trong ký hiệu, ví dụ STP', max_length=30, verbose_name='ký hiệu văn bản')),
                ('code', models.CharField(blank=True, db_index=True, max_length=30, verbose_name='mã')),
                ('kind', models.CharField(choices=[('province', 'Tỉnh'), ('province_committee', 'UBND tỉnh'), ('council', 'Hội đồng'), ('department', 'Sở, ban, ngành'), ('division', 'Ban, phòng thuộc sở'), ('office', 'Văn phòng Đoàn ĐBQH và HĐND'), ('party', 'Cơ quan Đảng'), ('front', 'Mặt trận, đoàn thể'), ('association', 'Hội đặc thù'), ('armed_forces', 'Lực lượng vũ trang'), ('justice', 'Cơ quan nội chính'), ('central_agency', 'Cơ quan Trung ương trên địa bàn'), ('public_service', 'Đơn vị sự nghiệp'), ('district', 'UBND huyện'), ('town', 'UBND thị xã'), ('city', 'UBND thành phố'), ('commune', 'Xã'), ('ward', 'Phường'), ('township', 'Thị trấn'), ('central_enterprise', 'Doanh nghiệp Trung ương'), ('local_enterprise', 'Doanh nghiệp địa phương'), ('school', 'Trường học'), ('other', 'Khác')], db_index=True, default='other', max_length=30, verbose_name='loại')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('founding_known', models.BooleanField(default=True, help_text='Không: ngày bắt đầu là ngày của kỳ dữ liệu', verbose_name='biết rõ ngày thành lập')),
                ('other_names', models.JSONField(blank=True, default=list, verbose_name='cách viết khác')),
                ('path', models.CharField(db_index=True, editable=False, max_length=255)),
                ('position', models.PositiveIntegerField(default=0, verbose_name='thứ tự')),
                ('folded', models.CharField(default='', editable=False, max_length=1000)),
                ('sort_key', models.CharField(default='', editable=False, max_length=400)),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='nguồn')),
                ('standing', models.CharField(blank=True, max_length=20, verbose_name='độ tin cậy của nguồn')),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='units.unit', verbose_name='đơn vị cấp trên')),
            ],
            options={
                'verbose_name': 'đơn vị',
                'verbose_name_plural': 'đơn vị',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='unit_ends_after_start', violation_error_message='Ngày hết hiệu lực phải sau ngày bắt đầu.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalUnit',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, max_length=120, verbose_name='tên gọn')),
                ('symbol', models.CharField(blank=True, help_text='Phần cơ quan trong ký hiệu, ví dụ STP', max_length=30, verbose_name='ký hiệu văn bản')),
                ('code', models.CharField(blank=True, db_index=True, max_length=30, verbose_name='mã')),
                ('kind', models.CharField(choices=[('province', 'Tỉnh'), ('province_committee', 'UBND tỉnh'), ('council', 'Hội đồng'), ('department', 'Sở, ban, ngành'), ('division', 'Ban, phòng thuộc sở'), ('office', 'Văn phòng Đoàn ĐBQH và HĐND'), ('party', 'Cơ quan Đảng'), ('front', 'Mặt trận, đoàn thể'), ('association', 'Hội đặc thù'), ('armed_forces', 'Lực lượng vũ trang'), ('justice', 'Cơ quan nội chính'), ('central_agency', 'Cơ quan Trung ương trên địa bàn'), ('public_service', 'Đơn vị sự nghiệp'), ('district', 'UBND huyện'), ('town', 'UBND thị xã'), ('city', 'UBND thành phố'), ('commune', 'Xã'), ('ward', 'Phường'), ('township', 'Thị trấn'), ('central_enterprise', 'Doanh nghiệp Trung ương'), ('local_enterprise', 'Doanh nghiệp địa phương'), ('school', 'Trường học'), ('other', 'Khác')], db_index=True, default='other', max_length=30, verbose_name='loại')),
                ('valid_from', models.DateField(verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('founding_known', models.BooleanField(default=True, help_text='Không: ngày bắt đầu là ngày của kỳ dữ liệu', verbose_name='biết rõ ngày thành lập')),
                ('other_names', models.JSONField(blank=True, default=list, verbose_name='cách viết khác')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='thứ tự')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='nguồn')),
                ('standing', models.CharField(blank=True, max_length=20, verbose_name='độ tin cậy của nguồn')),
                ('updated_at', models.DateTimeField(blank=True, editable=False)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='units.unit', verbose_name='đơn vị cấp trên')),
            ],
            options={
                'verbose_name': 'historical đơn vị',
                'verbose_name_plural': 'historical đơn vị',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalAppointment',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('role', models.CharField(choices=[('staff', 'Chuyên viên Ban TĐKT'), ('lead', 'Lãnh đạo Ban TĐKT, Sở Nội vụ'), ('officer', 'Cán bộ thi đua của đơn vị'), ('head', 'Thủ trưởng đơn vị'), ('council', 'Thành viên Hội đồng'), ('clerk', 'Văn thư'), ('accountant', 'Kế toán'), ('leader', 'Lãnh đạo UBND tỉnh'), ('auditor', 'Thanh tra, kiểm tra'), ('admin', 'Quản trị hệ thống')], max_length=20, verbose_name='vai trò')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('ended_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do kết thúc')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='units.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'historical phân công',
                'verbose_name_plural': 'historical phân công',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('staff', 'Chuyên viên Ban TĐKT'), ('lead', 'Lãnh đạo Ban TĐKT, Sở Nội vụ'), ('officer', 'Cán bộ thi đua của đơn vị'), ('head', 'Thủ trưởng đơn vị'), ('council', 'Thành viên Hội đồng'), ('clerk', 'Văn thư'), ('accountant', 'Kế toán'), ('leader', 'Lãnh đạo UBND tỉnh'), ('auditor', 'Thanh tra, kiểm tra'), ('admin', 'Quản trị hệ thống')], max_length=20, verbose_name='vai trò')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='chức vụ')),
                ('starts_on', models.DateField(verbose_name='từ ngày')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('ended_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do kết thúc')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='người')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='units.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'phân công',
                'verbose_name_plural': 'phân công',
                'indexes': [models.Index(fields=['unit', 'role'], name='appointment_unit_role')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='appointment_ends_after_start', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'), models.UniqueConstraint(fields=('user', 'unit', 'role', 'starts_on'), name='appointment_once', violation_error_message='Người này đã được phân công vai trò đó tại đơn vị từ ngày này.')],
            },
        ),
        migrations.CreateModel(
            name='UnitEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('found', 'Thành lập'), ('rename', 'Đổi tên'), ('move', 'Chuyển cấp trên'), ('merge', 'Hợp nhất, sáp nhập'), ('split', 'Chia, tách'), ('dissolve', 'Kết thúc hoạt động')], max_length=20, verbose_name='sự kiện')),
                ('on', models.DateField(verbose_name='ngày')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='văn bản')),
                ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                ('at', models.DateTimeField(verbose_name='lúc ghi')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('units', models.ManyToManyField(related_name='events', to='units.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'sự kiện của đơn vị',
                'verbose_name_plural': 'sự kiện của đơn vị',
            },
        ),
        migrations.CreateModel(
            name='UnitPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('short_name', models.CharField(blank=True, max_length=120, verbose_name='tên gọn')),
                ('symbol', models.CharField(blank=True, max_length=30, verbose_name='ký hiệu văn bản')),
                ('code', models.CharField(blank=True, max_length=30, verbose_name='mã')),
                ('kind', models.CharField(choices=[('province', 'Tỉnh'), ('province_committee', 'UBND tỉnh'), ('council', 'Hội đồng'), ('department', 'Sở, ban, ngành'), ('division', 'Ban, phòng thuộc sở'), ('office', 'Văn phòng Đoàn ĐBQH và HĐND'), ('party', 'Cơ quan Đảng'), ('front', 'Mặt trận, đoàn thể'), ('association', 'Hội đặc thù'), ('armed_forces', 'Lực lượng vũ trang'), ('justice', 'Cơ quan nội chính'), ('central_agency', 'Cơ quan Trung ương trên địa bàn'), ('public_service', 'Đơn vị sự nghiệp'), ('district', 'UBND huyện'), ('town', 'UBND thị xã'), ('city', 'UBND thành phố'), ('commune', 'Xã'), ('ward', 'Phường'), ('township', 'Thị trấn'), ('central_enterprise', 'Doanh nghiệp Trung ương'), ('local_enterprise', 'Doanh nghiệp địa phương'), ('school', 'Trường học'), ('other', 'Khác')], max_length=30, verbose_name='loại')),
                ('valid_from', models.DateField(verbose_name='từ ngày')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='units.unit')),
            ],
            options={
                'verbose_name': 'giai đoạn của đơn vị',
                'verbose_name_plural': 'giai đoạn của đơn vị',
                'constraints': [models.UniqueConstraint(fields=('unit', 'valid_from'), name='unit_period_start'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='unit_period_ends_after_start', violation_error_message='Ngày kết thúc giai đoạn phải sau ngày bắt đầu.')],
            },
        ),
        migrations.CreateModel(
            name='UnitSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='units.unitevent')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='succeeded_by', to='units.unit')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='came_from', to='units.unit')),
            ],
            options={
                'verbose_name': 'kế thừa',
                'verbose_name_plural': 'kế thừa',
                'constraints': [models.UniqueConstraint(fields=('event', 'predecessor', 'successor'), name='unit_succession_once')],
            },
        ),
    ]

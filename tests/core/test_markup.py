from core.markup import first_words, plain, to_blocks, to_html

SOURCE = """# Mục đích

1. Tổ chức **phong trào thi đua** *sôi nổi*.
- Phát động trong tháng 3
+ Ký giao ước
Hết."""


def test_one_line_is_one_paragraph_and_numbers_stay_as_typed():
    assert to_html(SOURCE) == (
        "<h3>Mục đích</h3>"
        "<p>1. Tổ chức <strong>phong trào thi đua</strong> <em>sôi nổi</em>.</p>"
        "<ul><li>Phát động trong tháng 3</li><li>Ký giao ước</li></ul>"
        "<p>Hết.</p>"
    )


def test_tags_in_the_source_are_shown_and_never_obeyed():
    assert to_html("<script>alert(1)</script> <b onclick=x>a</b>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b onclick=x&gt;a&lt;/b&gt;</p>"
    )


def test_the_same_source_gives_the_blocks_of_a_paper():
    assert [(kind, plain(text)) for kind, text in to_blocks(SOURCE)] == [
        ("heading", "Mục đích"),
        ("paragraph", "1. Tổ chức phong trào thi đua sôi nổi."),
        ("item", "Phát động trong tháng 3"),
        ("item", "Ký giao ước"),
        ("paragraph", "Hết."),
    ]


def test_lone_stars_and_stars_of_multiplication_stay():
    assert to_html("5 * 3 = 15; **") == "<p>5 * 3 = 15; **</p>"


def test_first_words_cut_between_words():
    assert first_words("Phát động phong trào\nthi đua", 100) == "Phát động phong trào thi đua"
    assert first_words("Phát động phong trào thi đua", 21) == "Phát động phong trào…"
    assert first_words("", 21) == ""

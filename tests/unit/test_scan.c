#include "near.h"

#include <stdio.h>
#include <string.h>

#include "buildout/scenario/scenario.h"

#include "../../sim/scenario/parse.h"
#include "../../sim/scenario/scan.h"

static struct bo_arena *arena;
static struct bo_problems problems;
static struct bo_scan scan;
static struct bo_file file;

static int start(void **state)
{
    (void)state;
    return bo_arena_create((size_t)64 << 20, false, &arena, NULL);
}

static int end(void **state)
{
    (void)state;
    bo_arena_free(arena);
    return 0;
}

static int scan_bytes(const char *text, size_t n)
{
    file = (struct bo_file){.shown = "x.cfg", .text = text, .n = n};
    problems = (struct bo_problems){.arena = arena};
    return bo_scan_text(&file, arena, &problems, &scan);
}

static int scan_it(const char *text)
{
    return scan_bytes(text, strlen(text));
}

/* What the first problem says, with its place. */
static const char *complaint(const char *text)
{
    struct bo_diag *diag = BO_NEW(arena, struct bo_diag);

    assert_int_equal(scan_it(text), BO_ESCENARIO);
    assert_int_equal(bo_problems_report(&problems, diag), BO_ESCENARIO);
    return diag->message[0];
}

static struct bo_node *parse_it(const char *text)
{
    struct bo_node *root = NULL;
    struct bo_parse_size size = {0};

    file = (struct bo_file){.shown = "x.cfg", .text = text, .n = strlen(text)};
    problems = (struct bo_problems){.arena = arena};
    assert_int_equal(bo_parse_text(&file, arena, &problems, &size, &root), 0);
    return root;
}

static void a_mark_knows_the_line_and_column_of_key_and_value(void **state)
{
    (void)state;
    assert_int_equal(scan_it("a: {\n  bc  =\n    5.0; };"), 0);
    assert_int_equal(scan.n, 2);
    assert_int_equal(scan.mark[0].key.line, 1);
    assert_int_equal(scan.mark[0].value.column, 4);
    assert_int_equal(scan.mark[1].key.line, 2);
    assert_int_equal(scan.mark[1].key.column, 3);
    assert_int_equal(scan.mark[1].value.line, 3);
    assert_int_equal(scan.mark[1].value.column, 5);
}

static void columns_count_characters_and_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(scan_it("/* \xc3\xa4\xe2\x82\xac */ a = 1;"), 0);
    assert_int_equal(scan.mark[0].key.column, 10); /* 3 bytes, 2 characters, 4 bytes before it */
    assert_int_equal(scan_it("/* \xc2\x80\xdf\xbf */ a = 1;"), 0);
    assert_int_equal(scan.mark[0].key.column, 10);
}

static void comments_of_all_three_kinds_are_skipped(void **state)
{
    (void)state;
    assert_int_equal(scan_it("# a = 1;\n// b = 2; {\n/* c = 3;\n */ d = \"# no comment\";"), 0);
    assert_int_equal(scan.n, 1);
    assert_int_equal(scan.mark[0].key.line, 4);
}

static void lines_may_end_as_windows_ends_them(void **state)
{
    struct bo_node *root = parse_it("a = 1;\r\nb = 2;\r\n");

    (void)state;
    assert_int_equal(root->n, 2);
    assert_int_equal(root->child[1]->key.line, 2);
    assert_int_equal(root->child[1]->key.column, 1);
}

static void children_of_a_group_are_sorted_and_elements_of_a_list_are_not(void **state)
{
    struct bo_node *root = parse_it("b = (3, 1); a = 2;");

    (void)state;
    assert_string_equal(root->child[0]->name, "a");
    assert_near(root->child[1]->child[0]->number, 3.0, 0.0);
    assert_near(root->child[1]->child[1]->number, 1.0, 0.0);
}

static void integers_are_exact_and_marked_beyond_32_bits(void **state)
{
    static const struct {
        const char *text;
        double value;
        bool too_big;
    } one[] = {
        {"a = 2147483647;", 2147483647.0, false},
        {"a = 2147483648;", 2147483648.0, true},
        {"a = -2147483648;", -2147483648.0, false},
        {"a = -2147483649;", -2147483649.0, true},
        {"a = +7;", 7.0, false},
        {"a = 007;", 7.0, false}, /* no octal */
        {"a = 0x7fffFFFF;", 2147483647.0, false},
        {"a = 0x80000000;", 2147483648.0, true},
        {"a = 9000000000L;", 9000000000.0, true},
        {"a = 12LL;", 12.0, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
        const struct bo_node *node = parse_it(one[i].text)->child[0];

        assert_int_equal(node->kind, BO_NODE_INTEGER);
        assert_near(node->number, one[i].value, 0.0);
        assert_int_equal(node->too_big, one[i].too_big);
    }
}

static void an_integer_of_sixty_digits_is_too_big_and_nothing_overflows(void **state)
{
    const struct bo_node *node =
        parse_it("a = 111111111111111111111111111111111111111111111111111111111111;")->child[0];

    (void)state;
    assert_true(node->too_big);
}

static void floats_are_taken_from_the_text(void **state)
{
    (void)state;
    assert_near(parse_it("a = .5;")->child[0]->number, 0.5, 0.0);
    assert_near(parse_it("a = 5.;")->child[0]->number, 5.0, 0.0);
    assert_near(parse_it("a = -1e-3;")->child[0]->number, -0.001, 0.0);
    assert_near(parse_it("a = 0.1;")->child[0]->number, 0.1, 0.0);
}

static void a_float_that_is_not_finite_is_refused(void **state)
{
    (void)state;
    assert_string_equal(complaint("a = 1.0;\nb = -1e400;"),
                        "x.cfg:2:5: error: -1e400 is too large for a number");
}

static void a_point_alone_is_no_number(void **state)
{
    (void)state;
    assert_string_equal(complaint("a = .;"),
                        "x.cfg:1:5: error: syntax error: unexpected character");
}

static void texts_are_unescaped_and_joined(void **state)
{
    (void)state;
    assert_string_equal(parse_it("a = \"x\\\"\\\\\\n\\x41\" /* and */ \"y\";")->child[0]->text,
                        "x\"\\\nAy");
}

static void the_same_name_may_stand_in_two_groups_but_not_twice_in_one(void **state)
{
    (void)state;
    assert_int_equal(scan_it("a: { x = 1; }; b: { x = 1; };"), 0);
    assert_string_equal(complaint("a: { x = 1;\n  y: { x = 1; }; x = 2; };"),
                        "x.cfg:2:18: error: \"x\" stands twice in this group; first at line 1");
}

static void all_duplicates_are_told_and_not_only_the_first(void **state)
{
    (void)state;
    assert_int_equal(scan_it("a = 1; b = 1; a = 2; b = 2;"), BO_ESCENARIO);
    assert_int_equal(problems.n, 2);
}

static void thirty_two_levels_are_read_and_thirty_three_refused(void **state)
{
    char text[256] = "a = ";

    (void)state;
    memset(text + 4, '(', 32);
    memset(text + 36, ')', 32);
    assert_int_equal(parse_it(text)->child[0]->n, 1);
    memset(text + 4, '(', 33);
    memset(text + 37, ')', 33);
    assert_string_equal(
        complaint(text),
        "x.cfg:1:37: error: too many groups and lists inside each other; at most 32 are allowed");
}

static void four_hundred_keys_fit_in_a_group_and_one_more_does_not(void **state)
{
    static char text[8192];
    char *at = text;

    (void)state;
    for (int i = 0; i < 400; i++)
        at += sprintf(at, "k%d = 1;\n", i);
    assert_int_equal(scan_it(text), 0);
    (void)strcpy(at, "z = 1;");
    assert_string_equal(complaint(text),
                        "x.cfg:401:1: error: too many keys in one group; at most 400 are allowed");
}

static void a_text_of_64_kib_is_read_and_a_longer_one_refused(void **state)
{
    enum { MOST = BO_SCAN_MAX_TEXT }; /* with its quotes */
    char *text = bo_arena_alloc(arena, MOST + 16, 1);

    (void)state;
    (void)stpcpy(text, "a = ");
    memset(text + 4, 'x', MOST);
    text[4] = text[4 + MOST - 1] = '"';
    assert_int_equal(scan_it(text), 0);
    text[4 + MOST - 1] = 'x';
    text[4 + MOST] = '"';
    assert_int_equal(scan_it(text), BO_ESCENARIO);
}

static void an_unclosed_comment_is_told_where_it_opens(void **state)
{
    (void)state;
    assert_string_equal(complaint("a = 1;\n  /* and\nso on"),
                        "x.cfg:2:3: error: syntax error: this comment is never closed");
}

static void a_slash_and_a_star_are_no_comment_without_each_other(void **state)
{
    (void)state;
    assert_int_equal(scan_it("a = \"/*\";"), 0);
    assert_string_equal(complaint("a = /;"),
                        "x.cfg:1:5: error: syntax error: unexpected character");
}

static void a_zero_byte_is_refused_wherever_it_stands(void **state)
{
    static const char text[] = "a = 1;\n#\0\n";

    (void)state;
    assert_int_equal(scan_bytes(text, sizeof text - 1), BO_ESCENARIO);
    assert_int_equal(problems.item[0].place.line, 2);
    assert_int_equal(problems.item[0].place.column, 2);
}

static void what_is_not_utf_8_is_refused(void **state)
{
    static const char *const faulty[] = {
        "# \xff",             /* never a first byte */
        "# \xc0\x80",         /* two bytes for a zero */
        "# \xe0\x80\x80",     /* three bytes for a zero */
        "# \xed\xa0\x80",     /* a surrogate */
        "# \xf4\x90\x80\x80", /* beyond the last character */
        "# \xe2\x82",         /* cut off */
        "# \x80",             /* a second byte first */
    };

    (void)state;
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++)
        assert_string_equal(complaint(faulty[i]), "x.cfg:1:3: error: a byte that is not UTF-8; "
                                                  "save the file as UTF-8");
    assert_int_equal(scan_it("# \xf0\x9f\x98\x80 \xed\x9f\xbf \xee\x80\x80 \xf4\x8f\xbf\xbf"), 0);
}

static void an_empty_text_is_an_empty_group(void **state)
{
    (void)state;
    assert_int_equal(parse_it("")->n, 0);
    assert_int_equal(parse_it(" # nothing\n")->n, 0);
}

/* Texts that are wrong, and all that is said of the first thing wrong. */
struct wrong {
    const char *text, *complaint;
};

static void expect_complaints(const struct wrong *one, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_string_equal(complaint(one[i].text), one[i].complaint);
}

static void the_edges_of_every_form_of_utf_8_are_known(void **state)
{
    static const char *const whole[] = {
        "#\xc2\x80",         "#\xdf\xbf",         "#\xe0\xa0\x80",     "#\xe0\xbf\xbf",
        "#\xe1\x80\x80",     "#\xec\xbf\xbf",     "#\xed\x80\x80",     "#\xed\x9f\xbf",
        "#\xee\xa0\x80",     "#\xef\xbf\xbf",     "#\xf0\x90\x80\x80", "#\xf0\xbf\xbf\xbf",
        "#\xf1\x80\x80\x80", "#\xf3\xbf\xbf\xbf", "#\xf4\x80\x80\x80", "#\xf4\x8f\xbf\xbf",
    };
    static const char *const broken[] = {
        "#\xc1\xbf",         "#\xc2\x7f",         "#\xdf\xc0",         "#\xe0\x9f\xbf",
        "#\xe0\xc0\x80",     "#\xe1\x7f\x80",     "#\xe1\x80\x7f",     "#\xec\xbf\xc0",
        "#\xed\x7f\xbf",     "#\xed\xa0\xbf",     "#\xef\xc0\x80",     "#\xf0\x8f\xbf\xbf",
        "#\xf0\x90\x80\xc0", "#\xf1\x80\x7f\x80", "#\xf3\xbf\xc0\xbf", "#\xf4\x90\x80\x80",
        "#\xf5\x80\x80\x80", "#\xf4\x8f\xbf",     "#\xe1\x80",         "#\xdf",
        "#\xec\xc0\x80",     "#\xf0\xc0\x80\x80", "#\xf1\xc0\x80\x80", "#\xf4\x7f\x80\x80",
    };

    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_int_equal(scan_it(whole[i]), 0);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_non_null(strstr(complaint(broken[i]), "x.cfg:1:2: error: a byte that is not UTF-8"));
}

static void control_characters_are_refused_but_for_blanks(void **state)
{
    static const struct wrong one[] = {
        {"#\x01", "x.cfg:1:2: error: a control character"},
        {"#\n\x1f", "x.cfg:2:1: error: a control character"},
        {"# \x7f", "x.cfg:1:3: error: a control character"},
        {"# \v", "x.cfg:1:3: error: a control character"},
    };

    (void)state;
    assert_int_equal(scan_it("\ta\f=\r\n1;\t~"),
                     BO_ESCENARIO); /* 0x7e is a letter too many, no more */
    assert_non_null(strstr(complaint("\ta\f=\r\n1;\t~"), "2:4: error: syntax error"));
    assert_int_equal(scan_it("\ta\f=\r\n1;\t"), 0);
    expect_complaints(one, sizeof one / sizeof *one);
}

#define UNKNOWN_ESCAPE                                                                   \
    "x.cfg:1:6: error: syntax error: an unknown escape; known are \\n \\r \\t \\f \\\\ " \
    "\\\" and printable \\xNN"

static void escapes_are_those_of_printable_characters(void **state)
{
    static const char *const faulty[] = {
        "a = \"\\q\";",   "a = \"\\x1f\";", "a = \"\\x80\";", "a = \"\\x7f\";",
        "a = \"\\x7F\";", "a = \"\\xg1\";", "a = \"\\x4g\";", "a = \"\\x4G\";",
        "a = \"\\y41\";", "a = \"\\x4@\";", "a = \"\\x4`\";", "a = \"\\x4:\";",
        "a = \"\\x4/\";", "a = \"\\x4",     "a = \"\\x",      "a = \"\\",
    };

    (void)state;
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++)
        assert_string_equal(complaint(faulty[i]), UNKNOWN_ESCAPE);
    assert_string_equal(
        parse_it("a = \"\\x20\\x7E\\x4a\\x4F\\x49\\x40\\r\\t\\f\";")->child[0]->text,
        " ~JOI@\r\t\f");
    assert_int_equal(scan_it("a = \"\\X41\\x7a\\x7A\";"), 0);
    assert_non_null(strstr(complaint("a = \"\\n"), "1:5: error: syntax error: this text is never"));
    assert_non_null(
        strstr(complaint("a = \"\\x41"), "1:5: error: syntax error: this text is never"));
    assert_string_equal(complaint("a = 1;\n b = \"x\\\"; c = 2;"),
                        "x.cfg:2:6: error: syntax error: this text is never closed");
}

static void names_and_switches_are_told_apart(void **state)
{
    static const char *const truth[] = {"a = true;", "a = TRUE;", "a = False;", "a = faLSE;"};
    static const char *const name[] = {"a = tru;", "a = trues;", "a = tree;", "a = z;", "a = *;"};

    (void)state;
    for (size_t i = 0; i < sizeof truth / sizeof *truth; i++)
        assert_int_equal(parse_it(truth[i])->child[0]->kind, BO_NODE_SWITCH);
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        assert_non_null(strstr(complaint(name[i]), "1:5: error: syntax error: expected a value, "
                                                   "with text in quotes, not \""));
    assert_int_equal(scan_it("az-AZ_09* = 1, *b : 2;"), 0);
    assert_int_equal(scan.mark[0].n_name, 9);
    assert_int_equal(scan.mark[1].n_name, 2);
    assert_string_equal(complaint("a[ = 1;"),
                        "x.cfg:1:2: error: syntax error: expected \"=\" after a key; dates, "
                        "quantities and texts are written in quotes, not \"[\"");
}

static void numbers_end_where_they_end(void **state)
{
    (void)state;
    assert_near(parse_it("a = 0xaFb09;")->child[0]->number, 0xafb09, 0.0);
    assert_near(parse_it("a = 0XA;")->child[0]->number, 10.0, 0.0);
    assert_near(parse_it("a = 1E2;")->child[0]->number, 100.0, 0.0);
    assert_int_equal(parse_it("a = 0xeL;")->child[0]->kind, BO_NODE_INTEGER);
    assert_int_equal(parse_it("a = 1e2;")->child[0]->kind, BO_NODE_FLOAT);
    /* 0 is one number, and what follows is the next key */
    assert_int_equal(scan_it("a = 0xg"), BO_ESCENARIO);
    assert_non_null(strstr(complaint("a = 0xg"), "1:8: error: syntax error: expected \"=\""));
    assert_non_null(strstr(complaint("a = 1yz"), "1:8: error: syntax error: expected \"=\""));
    assert_string_equal(complaint("a = +;"),
                        "x.cfg:1:5: error: syntax error: unexpected character");
}

static void a_number_has_up_to_64_digits(void **state)
{
    char text[128] = "a = 0.";

    (void)state;
    memset(text + 6, '1', 62);
    assert_int_equal(scan_it(text), 0);
    assert_near(parse_it(text)->child[0]->number, 1.0 / 9.0, 1e-15);
    text[68] = '1';
    assert_string_equal(complaint(text),
                        "x.cfg:1:5: error: too many digits in a number; at most 64 "
                        "are allowed");
}

static void what_cannot_be_a_value_is_quoted(void **state)
{
    static const struct wrong one[] = {
        {"a = ", "x.cfg:1:5: error: syntax error: expected a value, not the end of the file"},
        {"a = = 1;", "x.cfg:1:5: error: syntax error: expected a value, not \"=\""},
        {"a = ;", "x.cfg:1:5: error: syntax error: expected a value, not \";\""},
        {"a = ,", "x.cfg:1:5: error: syntax error: expected a value, not \",\""},
        {"a = }", "x.cfg:1:5: error: syntax error: expected a value, not \"}\""},
        {"a = )", "x.cfg:1:5: error: syntax error: expected a value, not \")\""},
        {"a = ]", "x.cfg:1:5: error: syntax error: expected a value, not \"]\""},
        {"a = ?", "x.cfg:1:5: error: syntax error: unexpected character"},
        {"a \"b\" = 1;", "x.cfg:1:3: error: syntax error: expected \"=\" after a key; dates, "
                         "quantities and texts are written in quotes, not \"b\""},
        {"@include \"b\"", "x.cfg:1:1: error: syntax error: @include is not allowed; name files in "
                           "scenario.extends"},
        {"@includ \"b\"", "x.cfg:1:1: error: syntax error: unexpected character"},
        {"a = 1; ]", "x.cfg:1:8: error: syntax error: expected a key, not \"]\""},
        {"a = 2024-06-01;", "x.cfg:1:9: error: syntax error: expected a key; dates and quantities "
                            "are written in quotes, not \"-06\""},
        {"a = 1 .5", "x.cfg:1:7: error: syntax error: expected a key; dates and quantities are "
                     "written in quotes, not \".5\""},
        {"a: { b = 1; 7 }", "x.cfg:1:13: error: syntax error: expected a key; dates and "
                            "quantities are written in quotes, not \"7\""},
        {"a: { b = 1;", "x.cfg:1:12: error: syntax error: expected a key or \"}\", not the end of "
                        "the file"},
        {"a: { b = ; }", "x.cfg:1:10: error: syntax error: expected a value, not \";\""},
    };

    (void)state;
    expect_complaints(one, sizeof one / sizeof *one);
}

/* 40 bytes are quoted, and no character is cut: a heart is three bytes, here from the 40th on. */
static void a_long_token_is_quoted_in_part(void **state)
{
    char text[] = "\"......................................\xe2\x99\xa5.\" = 1;";
    char whole[] = "\"......................................\" = 1;";
    static const struct wrong one = {
        "a aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "x.cfg:1:3: error: syntax error: expected "
        "\"=\" after a key; dates, quantities and texts are written in quotes, not "
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\""};

    (void)state;
    text[1] = 'x';
    assert_string_equal(complaint(text), "x.cfg:1:1: error: syntax error: expected a key, not "
                                         "\"x........................................");
    assert_non_null(strstr(complaint(whole), "not \"......................................\""));
    expect_complaints(&one, 1);
}

static void lists_and_arrays_are_read_and_their_faults_told(void **state)
{
    static const struct wrong one[] = {
        {"a = (1 2)", "x.cfg:1:8: error: syntax error: expected \",\" or \")\", not \"2\""},
        {"a = (1,)", "x.cfg:1:8: error: syntax error: expected a value, not \")\""},
        {"a = (1", "x.cfg:1:7: error: syntax error: expected \",\" or \")\", not the end of the "
                   "file"},
        {"a = [1 2]", "x.cfg:1:8: error: syntax error: expected \",\" or \"]\", not \"2\""},
        {"a = [1,]", "x.cfg:1:8: error: syntax error: expected a number or a text in [ ], not "
                     "\"]\""},
        {"a = [1, \"b\"]",
         "x.cfg:1:9: error: syntax error: expected values of one type in [ ]; use "
         "( ) to mix them, not \"b\""},
        {"a = [1, 2L]", "x.cfg:1:9: error: syntax error: expected values of one type in [ ]; use "
                        "( ) to mix them, not \"2L\""},
        {"a = [{ }]", "x.cfg:1:6: error: syntax error: expected a number or a text in [ ], not "
                      "\"{\""},
        {"a = [?]", "x.cfg:1:6: error: syntax error: unexpected character"},
    };

    (void)state;
    expect_complaints(one, sizeof one / sizeof *one);
    assert_int_equal(parse_it("a = (); b = []; c = { };")->n, 3);
    assert_int_equal(parse_it("a = (1, \"x\", [2.0, 3.0], { b = true; })")->child[0]->n, 4);
    assert_int_equal(parse_it("a = [ \"x\" \"y\", \"z\" ]")->child[0]->n, 2);
    assert_int_equal(scan_it("a = [1000000000000000000000000000000000000000000000000000000000000000"
                             "0000000000000000]"),
                     BO_ESCENARIO);
}

/* n times what, after head; the arena's. */
static char *repeated(const char *head, const char *what, size_t n, const char *tail)
{
    size_t n_bytes = strlen(head) + n * strlen(what) + strlen(tail) + 1;
    char *text = bo_arena_alloc(arena, n_bytes, 1), *at = text;

    at = stpcpy(at, head);
    for (size_t i = 0; i < n; i++)
        at = stpcpy(at, what);
    (void)stpcpy(at, tail);
    return text;
}

static void forty_thousand_values_are_read_and_one_more_is_refused(void **state)
{
    static const char end[] = "too many values in one file; at most 40000 are allowed";

    (void)state;
    assert_int_equal(scan_it(repeated("a = (1", ",1", BO_SCAN_MAX_VALUES - 2, ")")), 0);
    assert_int_equal(scan.n, BO_SCAN_MAX_VALUES);
    assert_non_null(strstr(complaint(repeated("a = (1", ",1", BO_SCAN_MAX_VALUES - 1, ")")), end));
    assert_non_null(strstr(complaint(repeated("a = [1", ",1", BO_SCAN_MAX_VALUES - 1, "]")), end));
    assert_non_null(
        strstr(complaint(repeated("a = (1", ",1", BO_SCAN_MAX_VALUES - 2, "); b = 1;")), end));
}

static void thirty_two_thousand_keys_are_read_and_one_more_is_refused(void **state)
{
    /* a list of groups of one key each, and the list's own */
    char *most = repeated("a = ({b=1}", ",{b=1}", BO_SCAN_MAX_VALUES / 2 - 2, ")");

    (void)state;
    assert_int_equal(scan_it(most), 0);
    char *group = repeated("", "{b=1;c=1;d=1;e=1},", (BO_SCAN_MAX_KEYS - 1) / 4, "");
    char *text = repeated("a = (", group, 1, "{b=1;c=1;d=1})");
    assert_int_equal(scan_it(text), 0);
    text = repeated("a = (", group, 1, "{b=1;c=1;d=1;e=1})");
    assert_non_null(
        strstr(complaint(text), "too many keys in one file; at most 32000 are allowed"));
}

static void a_name_has_up_to_48_letters(void **state)
{
    (void)state;
    assert_int_equal(scan_it(repeated("", "k", BO_SCAN_MAX_NAME, " = 1;")), 0);
    assert_string_equal(complaint(repeated("", "k", BO_SCAN_MAX_NAME + 1, " = 1;")),
                        "x.cfg:1:1: error: too many letters in a name; at most 48 are allowed");
}

static void comments_may_stand_at_the_end(void **state)
{
    (void)state;
    assert_int_equal(scan_it("a = 1; // no line end"), 0);
    assert_int_equal(scan_it("a = 1; /**/"), 0);
    assert_int_equal(scan_it("a = /* * / */ 1;"), 0);
    assert_string_equal(complaint("a = 1; /*/"),
                        "x.cfg:1:8: error: syntax error: this comment is never closed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_knows_the_line_and_column_of_key_and_value),
        cmocka_unit_test(columns_count_characters_and_not_bytes),
        cmocka_unit_test(comments_of_all_three_kinds_are_skipped),
        cmocka_unit_test(lines_may_end_as_windows_ends_them),
        cmocka_unit_test(children_of_a_group_are_sorted_and_elements_of_a_list_are_not),
        cmocka_unit_test(integers_are_exact_and_marked_beyond_32_bits),
        cmocka_unit_test(an_integer_of_sixty_digits_is_too_big_and_nothing_overflows),
        cmocka_unit_test(floats_are_taken_from_the_text),
        cmocka_unit_test(a_float_that_is_not_finite_is_refused),
        cmocka_unit_test(a_point_alone_is_no_number),
        cmocka_unit_test(texts_are_unescaped_and_joined),
        cmocka_unit_test(the_same_name_may_stand_in_two_groups_but_not_twice_in_one),
        cmocka_unit_test(all_duplicates_are_told_and_not_only_the_first),
        cmocka_unit_test(thirty_two_levels_are_read_and_thirty_three_refused),
        cmocka_unit_test(four_hundred_keys_fit_in_a_group_and_one_more_does_not),
        cmocka_unit_test(a_text_of_64_kib_is_read_and_a_longer_one_refused),
        cmocka_unit_test(an_unclosed_comment_is_told_where_it_opens),
        cmocka_unit_test(a_slash_and_a_star_are_no_comment_without_each_other),
        cmocka_unit_test(a_zero_byte_is_refused_wherever_it_stands),
        cmocka_unit_test(what_is_not_utf_8_is_refused),
        cmocka_unit_test(an_empty_text_is_an_empty_group),
        cmocka_unit_test(the_edges_of_every_form_of_utf_8_are_known),
        cmocka_unit_test(control_characters_are_refused_but_for_blanks),
        cmocka_unit_test(escapes_are_those_of_printable_characters),
        cmocka_unit_test(names_and_switches_are_told_apart),
        cmocka_unit_test(numbers_end_where_they_end),
        cmocka_unit_test(a_number_has_up_to_64_digits),
        cmocka_unit_test(what_cannot_be_a_value_is_quoted),
        cmocka_unit_test(a_long_token_is_quoted_in_part),
        cmocka_unit_test(lists_and_arrays_are_read_and_their_faults_told),
        cmocka_unit_test(forty_thousand_values_are_read_and_one_more_is_refused),
        cmocka_unit_test(thirty_two_thousand_keys_are_read_and_one_more_is_refused),
        cmocka_unit_test(a_name_has_up_to_48_letters),
        cmocka_unit_test(comments_may_stand_at_the_end),
    };

    return cmocka_run_group_tests(tests, start, end);
}

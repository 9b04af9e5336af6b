/* SPDX-License-Identifier: MIT */
/* Examples and counterexamples of codes, and the tests at the end of the book. */
#include "loader.h"

#include "base/str.h"

typedef struct example_nodes {
    const kb_node *text, *question, *group, *instead, *because, *todo;
} example_nodes;

static const kb_field example_fields[] = {
    KB_NEEDED(example_nodes, text),   KB_FIELD(example_nodes, question),
    KB_FIELD(example_nodes, group),   KB_FIELD(example_nodes, instead),
    KB_FIELD(example_nodes, because), KB_FIELD(example_nodes, todo),
};

typedef struct test_nodes {
    const kb_node *text, *question, *group, *note, *todo, *expect;
} test_nodes;

static const kb_field test_fields[] = {
    KB_NEEDED(test_nodes, text), KB_FIELD(test_nodes, question), KB_FIELD(test_nodes, group),
    KB_FIELD(test_nodes, note),  KB_FIELD(test_nodes, todo),     KB_NEEDED(test_nodes, expect),
};

static void read_instead(kb_loader *loader, const kb_node *node, int code, kb_example *out)
{
    if (node == NULL)
        return;
    out->instead = kb_find_code(loader, node, "instead");
    if (out->instead == code)
        kb_find(loader->taker.findings, node->place, NULL,
                "a counterexample cannot be coded with its own code instead");
}

static bool read_example(kb_loader *loader, const kb_node *node, int code, bool counter,
                         kb_example *out)
{
    example_nodes nodes = { .text = node };
    if (node->kind == KB_NODE_MAP) {
        nodes.text = NULL;
        kb_take_fields(&loader->taker, node, KB_FIELDS("an example", example_fields), &nodes);
    }
    if (!counter && (nodes.instead != NULL || nodes.because != NULL))
        kb_find(loader->taker.findings, (nodes.instead ? nodes.instead : nodes.because)->place,
                NULL, "'instead' and 'because' belong to counterexamples");
    if (counter)
        read_instead(loader, nodes.instead, code, out);
    kb_get_text(&loader->taker, nodes.because, "because", &out->because);
    kb_get_flag(&loader->taker, nodes.todo, "todo", &out->todo);
    if (nodes.question != NULL)
        out->question = kb_find_variable(loader, nodes.question, false);
    if (nodes.group != NULL)
        out->group = kb_find_variable(loader, nodes.group, true);
    return kb_get_text(&loader->taker, nodes.text, "text", &out->text);
}

void kb_read_examples(kb_loader *loader, const kb_node *node, int code, const kb_when *when,
                      bool counter)
{
    kb_nodes nodes = kb_get_some(node);
    kb_code *item = &loader->code_items[code];
    kb_example *examples = kb_arena_array(loader->taker.arena, nodes.count, sizeof *examples);
    int question = when->by_question && when->question_count > 0 ? when->questions[0] : KB_ABSENT;
    size_t count = 0;
    for (size_t i = 0; examples != NULL && i < nodes.count; i++) {
        examples[count] = (kb_example){
            .question = question, .group = KB_ABSENT, .instead = -1, .place = nodes.items[i].place
        };
        if (read_example(loader, &nodes.items[i], code, counter, &examples[count]))
            count++;
    }
    *(counter ? &item->counterexamples : &item->examples) = examples;
    *(counter ? &item->counterexample_count : &item->example_count) = count;
}

static bool read_test(kb_loader *loader, const kb_node *node, kb_test *out)
{
    test_nodes nodes = { 0 };
    *out = (kb_test){ .question = KB_ABSENT, .group = KB_ABSENT, .place = node->place };
    if (!kb_take_fields(&loader->taker, node, KB_FIELDS("a test", test_fields), &nodes))
        return false;
    kb_get_text(&loader->taker, nodes.note, "note", &out->note);
    kb_get_flag(&loader->taker, nodes.todo, "todo", &out->todo);
    if (nodes.question != NULL)
        out->question = kb_find_variable(loader, nodes.question, false);
    if (nodes.group != NULL)
        out->group = kb_find_variable(loader, nodes.group, true);
    kb_edges expect = kb_read_code_list(loader, nodes.expect, "expect");
    out->expect = expect.items;
    out->expect_count = expect.count;
    return kb_get_text(&loader->taker, nodes.text, "text", &out->text);
}

void kb_read_tests(kb_loader *loader)
{
    kb_nodes nodes = kb_get_list(&loader->taker, loader->top.tests, "tests");
    kb_test *tests = kb_arena_array(loader->taker.arena, nodes.count, sizeof *tests);
    for (size_t i = 0; tests != NULL && i < nodes.count; i++)
        if (read_test(loader, &nodes.items[i], &tests[loader->book->test_count]))
            loader->book->test_count++;
    loader->book->tests = tests;
}
